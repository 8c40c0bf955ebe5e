import type { Clock } from '../../support/clock/Clock.ts';

export interface StallWatch {
  /** Aborts with `reason` when nothing was fed for the limit, or with the reason of the signal it was made from. */
  readonly signal: AbortSignal;
  feed(): void;
  stop(): void;
}

/**
 * Watches a transfer: unless it is fed, its signal aborts after `limitMs` to twice that. One timer a limit, not one a
 * chunk.
 * @param reason made when it aborts
 */
export function watchStall(
  { clock, signal }: { clock: Clock; signal?: AbortSignal | undefined },
  limitMs: number,
  reason: () => unknown,
): StallWatch {
  const stalled = new AbortController();
  const stopped = new AbortController();
  let fed = true;
  const watch = async (): Promise<void> => {
    while (fed) {
      fed = false;
      await clock.sleep(limitMs, stopped.signal);
    }
    stalled.abort(reason());
  };
  // Only the sleep throws, when the watch is stopped.
  watch().catch(() => {});
  return {
    signal: signal === undefined ? stalled.signal : AbortSignal.any([signal, stalled.signal]),
    feed() {
      fed = true;
    },
    stop() {
      stopped.abort();
    },
  };
}
