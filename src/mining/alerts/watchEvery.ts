import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';

/** Something that looks again and again. */
export interface Watch {
  /** Looks no more. */
  stop(): void;
}

/**
 * Does `look` now and then every `everyMs` after it ended. What it throws is logged, and it goes on.
 * @param name as logs call it
 */
export function watchEvery({
  name,
  everyMs,
  clock,
  logger,
  look,
}: {
  name: string;
  everyMs: number;
  clock: Pick<Clock, 'sleep'>;
  logger: Logger;
  look: () => Promise<void> | void;
}): Watch {
  const stopping = new AbortController();
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await look();
      } catch (error) {
        logger.warn('a check failed', { check: name, error });
      }
      await clock.sleep(everyMs, stopping.signal);
    }
  };
  // Only the sleep throws, when it is stopped.
  run().catch(() => {});
  return { stop: () => stopping.abort() };
}
