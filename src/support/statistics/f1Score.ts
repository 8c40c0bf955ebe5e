import { checkConfusion } from './checkConfusion.ts';
import type { ConfusionCounts } from './countConfusion.ts';
import type { Measured } from './Measured.ts';

/**
 * Harmonic mean of precision and recall, 2·TP / (2·TP + FP + FN) (van Rijsbergen 1979), in [0, 1].
 * `null` without a positive label; 0 when positives exist and none was found, even if nothing was answered positive.
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_EMPTY
 */
export function f1Score(counts: ConfusionCounts): Measured {
  const { truePositives, predictedPositives, positives } = checkConfusion(counts);
  if (positives === 0) return { value: null, reason: 'no positive label in the group' };
  return { value: (2 * truePositives) / (predictedPositives + positives) };
}
