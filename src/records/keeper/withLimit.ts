import type { Clock } from '../../support/clock/Clock.ts';

/**
 * Waits for `work`, but not for longer than `ms`. The work itself goes on; how it then ends interests nobody.
 * @throws what `work` throws, or what `late` makes
 */
export async function withLimit<T>(
  work: Promise<T>,
  ms: number,
  clock: Pick<Clock, 'sleep'>,
  late: () => Error,
): Promise<T> {
  const timer = new AbortController();
  const limit = clock.sleep(ms, timer.signal).then(
    () => {
      throw late();
    },
    // Given up because the work has ended.
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([work, limit]);
  } finally {
    timer.abort();
    work.catch(() => undefined);
  }
}
