import type { Logger } from '../../support/logging/Logger.ts';
import type { KeeperReport } from './messages.ts';

const timeOf = (at: number): string => new Date(at).toISOString();

/** Writes into the log what the thread says and an operator may want to know. */
export function logReport(report: KeeperReport, logger: Logger): void {
  switch (report.kind) {
    case 'killed': {
      const { id, startedAt, lastFlushAt } = report.run;
      const { unrecorded } = report;
      const counted =
        unrecorded === null || unrecorded === 0
          ? ''
          : `; the supervisor counted ${unrecorded} answered without a record`;
      const [start, last] = [timeOf(startedAt), timeOf(lastFlushAt)];
      const sentence = `The run of ${start} ended without closing; records after ${last} may be missing${counted}`;
      logger.warn(sentence, { run: id, unrecorded });
      break;
    }
    case 'found':
      if (report.records > 0 || report.torn) {
        const { records, torn } = report;
        logger.info('Records of an earlier run were found in a spill file', { records, tornLine: torn });
      }
      break;
    case 'state':
      if (report.state === 'ok') logger.info('Records go to the database');
      else if (report.state === 'spilling') {
        logger.warn('Records go to the spill file', { reason: report.problem?.text ?? null });
      } else logger.error('Records are being lost', { reason: report.problem?.text ?? null });
      break;
    case 'damaged':
      logger.error('The records database was damaged, moved aside and begun anew', {
        code: 'RC_RECORDS_DATABASE_DAMAGED',
        problem: report.problem,
        movedTo: report.movedTo,
      });
      break;
    case 'disk':
      if (report.low) logger.warn('The disk of the records is nearly full', { freeBytes: report.freeBytes });
      break;
    case 'pruned': {
      const { kind: _, ...counts } = report;
      logger.info('Old records and images were deleted', counts);
      break;
    }
    case 'warning':
      logger.warn(report.text, report.details);
      break;
    default:
      break;
  }
}
