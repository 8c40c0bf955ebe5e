import type { Clock } from '../support/clock/Clock.ts';
import type { Output } from './command.ts';

export interface ProgressOptions {
  readonly stderr: Output;
  readonly clock: Clock;
  /** False with --quiet or --json: nothing is shown. */
  readonly enabled: boolean;
}

const showAfterMs = 2_000;
const redrawMs = 250;
const clearLine = '\r\u001b[2K';

/**
 * Runs `work`; once it has taken over two seconds, shows `text` and the seconds on standard error, if that is a
 * terminal. The line is gone when the work is done.
 */
export async function runWithProgress<T>(
  text: string,
  work: (update: (text: string) => void) => Promise<T>,
  { stderr, clock, enabled }: ProgressOptions,
): Promise<T> {
  let current = text;
  const update = (next: string) => {
    current = next;
  };
  if (!enabled || stderr.isTTY !== true) return work(update);

  const done = new AbortController();
  const startNs = clock.monotonicNs();
  const draw = async () => {
    await clock.sleep(showAfterMs, done.signal);
    while (!done.signal.aborted) {
      const seconds = (clock.monotonicNs() - startNs) / 1_000_000_000n;
      stderr.write(`${clearLine}${current} (${seconds} s)`);
      await clock.sleep(redrawMs, done.signal);
    }
  };
  let drawn = true;
  const drawing = draw().catch(() => {
    // Only the sleep throws, when the work is done.
    drawn = clock.monotonicNs() - startNs >= BigInt(showAfterMs) * 1_000_000n;
  });
  try {
    return await work(update);
  } finally {
    done.abort();
    await drawing;
    if (drawn) stderr.write(clearLine);
  }
}
