import { checkClockOffset } from '../../bittensor/axon/checkClockOffset.ts';
import type { ClockOffsetEstimate } from '../../bittensor/axon/createClockOffset.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { AlertBook } from './AlertBook.ts';
import { type Watch, watchEvery } from './watchEvery.ts';

/**
 * Looks every minute at how far this clock is from the clocks of verified callers, and opens the alert `clock` while it
 * is off; critical beyond four seconds, where nonces begin to be refused.
 */
export function watchClock({
  clock,
  offset,
  book,
  logger,
}: {
  clock: Pick<Clock, 'sleep'>;
  offset: () => ClockOffsetEstimate | null;
  book: Pick<AlertBook, 'open' | 'over'>;
  logger: Logger;
}): Watch {
  const look = () => {
    const estimate = offset();
    const problem = checkClockOffset(estimate);
    if (problem === null) return book.over('clock');
    book.open('clock', {
      severity: Math.abs(estimate?.seconds ?? 0) > 4 ? 'critical' : 'warning',
      title: problem.message,
      text: problem.hint,
    });
  };
  return watchEvery({ name: 'clock', everyMs: 60_000, clock, logger, look });
}
