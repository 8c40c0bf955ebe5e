import { checkConfusion } from './checkConfusion.ts';
import type { ConfusionCounts } from './countConfusion.ts';
import type { Measured } from './Measured.ts';

/**
 * Share of the positive answers that are right, TP / (TP + FP), in [0, 1].
 * `null` when nothing was answered positive, and when no label is positive (it would be 0 for every classifier).
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_EMPTY
 */
export function precision(counts: ConfusionCounts): Measured {
  const { truePositives, predictedPositives, positives } = checkConfusion(counts);
  if (positives === 0) return { value: null, reason: 'no positive label in the group' };
  if (predictedPositives === 0) return { value: null, reason: 'no positive answer in the group' };
  return { value: truePositives / predictedPositives };
}
