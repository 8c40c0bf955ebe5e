import { checkConfusion } from './checkConfusion.ts';
import type { ConfusionCounts } from './countConfusion.ts';
import type { Measured } from './Measured.ts';

/**
 * Share of the positive items that were found (sensitivity), TP / (TP + FN), in [0, 1]. `null` without a positive label.
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_EMPTY
 */
export function recall(counts: ConfusionCounts): Measured {
  const { truePositives, positives } = checkConfusion(counts);
  if (positives === 0) return { value: null, reason: 'no positive label in the group' };
  return { value: truePositives / positives };
}
