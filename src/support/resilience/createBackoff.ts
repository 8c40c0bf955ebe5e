import type { Random } from '../random/Random.ts';

/** How long to wait before the next try of something that keeps failing. */
export interface Backoff {
  /** Counts a failure. @returns milliseconds to wait */
  next(): number;
  /** It worked: the next failure waits as the first one did. */
  reset(): void;
  /** Failures since the last `reset`. */
  readonly failures: number;
}

/**
 * Exponential back-off: `firstMs · factor^(failures − 1)`, at most `maxMs`, then up to a share of `jitter` of it taken
 * away at random, so that those who failed together do not return together.
 * @param jitter 0 (none) to 1
 */
export function createBackoff({
  firstMs,
  maxMs,
  factor = 2,
  jitter = 0.2,
  random,
}: {
  firstMs: number;
  maxMs: number;
  factor?: number;
  jitter?: number;
  random: Pick<Random, 'float'>;
}): Backoff {
  let failures = 0;
  return {
    next() {
      const wait = Math.min(maxMs, firstMs * factor ** failures);
      failures += 1;
      return wait * (1 - jitter * random.float());
    },
    reset() {
      failures = 0;
    },
    get failures() {
      return failures;
    },
  };
}
