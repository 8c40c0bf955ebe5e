import { checkConfusion } from './checkConfusion.ts';
import type { ConfusionCounts } from './countConfusion.ts';

/**
 * Share of right answers, (TP + TN) / n, in [0, 1]. Defined for one class too: it is then that class's recall.
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_EMPTY
 */
export function accuracy(counts: ConfusionCounts): number {
  const { truePositives, trueNegatives, total } = checkConfusion(counts);
  return (truePositives + trueNegatives) / total;
}
