import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { KeeperReport } from './messages.ts';
import { parseRecord } from './parseEntries.ts';

/**
 * Puts the records of a spill file into the database, in their order, and reports each step. What the database will
 * never take is counted as lost, or the file would stand in the way for ever.
 * @throws what `insert` throws otherwise; the records may then be put again, they have their ids
 */
export async function replaySegment(
  chunks: Iterable<readonly string[]>,
  {
    insert,
    report,
  }: {
    readonly insert: (records: readonly PredictionRecord[]) => Promise<void>;
    readonly report: (message: KeeperReport) => void;
  },
): Promise<void> {
  const refused = (reason: string) =>
    report({ kind: 'warning', text: 'A record cannot be kept', details: { reason } });

  for (const texts of chunks) {
    const parsed = texts.map(parseRecord);
    for (const reason of parsed.filter((entry) => typeof entry === 'string')) refused(reason);
    const records = parsed.filter((entry) => typeof entry !== 'string');
    let written = 0;
    const put = async (some: readonly PredictionRecord[]): Promise<void> => {
      try {
        await insert(some);
        written += some.length;
      } catch (error) {
        const isRefusal = error instanceof RoadcrewError && error.code === 'RC_RECORDS_DATABASE_REFUSED';
        if (!isRefusal) throw error;
        // Halves, until the one that is at fault stands alone.
        const middle = some.length >> 1;
        if (middle === 0) refused(error.message);
        else for (const half of [some.slice(0, middle), some.slice(middle)]) await put(half);
      }
    };
    if (records.length > 0) await put(records);
    report({ kind: 'replayed', written, lost: texts.length - written });
  }
}
