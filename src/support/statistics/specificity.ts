import { checkConfusion } from './checkConfusion.ts';
import type { ConfusionCounts } from './countConfusion.ts';
import type { Measured } from './Measured.ts';

/**
 * Share of the negative items that were left alone, TN / (TN + FP), in [0, 1]. `null` without a negative label.
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_EMPTY
 */
export function specificity(counts: ConfusionCounts): Measured {
  const { trueNegatives, negatives } = checkConfusion(counts);
  if (negatives === 0) return { value: null, reason: 'no negative label in the group' };
  return { value: trueNegatives / negatives };
}
