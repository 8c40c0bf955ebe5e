import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { AlertBook } from './AlertBook.ts';
import { diagnoseSilence } from './diagnoseSilence.ts';
import type { SilenceFacts } from './SilenceFacts.ts';
import { type Watch, watchEvery } from './watchEvery.ts';

/**
 * Looks every minute whether validators still call, and opens the alert `silence` when they have not for too long,
 * with what it looks like: critical where we are to blame.
 */
export function watchSilence({
  clock,
  facts,
  book,
  logger,
}: {
  clock: Pick<Clock, 'sleep'>;
  facts: () => Promise<SilenceFacts> | SilenceFacts;
  book: Pick<AlertBook, 'open' | 'over'>;
  logger: Logger;
}): Watch {
  const look = async () => {
    const known = await facts();
    const { verdict, sentence, advice } = diagnoseSilence(known);
    if (verdict === 'quiet-is-normal') return book.over('silence');
    book.open('silence', {
      severity: verdict.startsWith('us-') ? 'critical' : 'warning',
      title: `No validator has called for ${known.hoursSilent.toFixed(1)} hours.`,
      text: [sentence, ...advice].join(' '),
    });
  };
  return watchEvery({ name: 'silence', everyMs: 60_000, clock, logger, look });
}
