import { checkConfusion } from './checkConfusion.ts';
import type { ConfusionCounts } from './countConfusion.ts';
import type { Measured } from './Measured.ts';

/**
 * Matthews correlation coefficient (B. W. Matthews 1975), the Pearson correlation of the 0/1 truth and the 0/1 answer:
 * (TP·TN − FP·FN) / √((TP+FP)(TP+FN)(TN+FP)(TN+FN)), in [−1, 1].
 *
 * Conventions where the formula is 0/0: labels of one class only → `null` (the data cannot tell a good classifier from
 * a bad one); labels of both classes but a constant answer → 0 (the limit of an answer independent of the truth;
 * Chicco & Jurman 2020, and what scikit-learn returns).
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_EMPTY
 */
export function matthewsCorrelation(counts: ConfusionCounts): Measured {
  const { truePositives, falsePositives, trueNegatives, falseNegatives, ...margins } = checkConfusion(counts);
  if (margins.positives === 0) return { value: null, reason: 'no positive label in the group' };
  if (margins.negatives === 0) return { value: null, reason: 'no negative label in the group' };
  if (margins.predictedPositives === 0 || margins.predictedNegatives === 0) return { value: 0 };
  // Square roots are taken in pairs so that the product of four large counts cannot overflow or lose digits.
  const denominator =
    Math.sqrt(margins.predictedPositives * margins.predictedNegatives) *
    Math.sqrt(margins.positives * margins.negatives);
  const value = (truePositives * trueNegatives - falsePositives * falseNegatives) / denominator;
  return { value: Math.max(-1, Math.min(1, value)) };
}
