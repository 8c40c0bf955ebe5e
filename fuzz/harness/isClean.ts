import type { TargetReport } from './fuzzTarget.ts';

/** Whether a target came through without a crash, a hang or a wrong verdict. */
export function isClean(report: TargetReport): boolean {
  return report.crashes + report.hangs + report.wrongAccepts + report.wrongRejects === 0;
}
