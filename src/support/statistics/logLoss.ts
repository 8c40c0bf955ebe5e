import { checkArgument } from './checkArgument.ts';
import { pairLabelsWithScores } from './pairLabelsWithScores.ts';

/**
 * Mean negative log-likelihood −[y·ln p + (1 − y)·ln(1 − p)], in nats, ≥ 0, lower is better (I. J. Good 1952).
 * @param labels 0 or 1 per item
 * @param probabilities probability of label 1 per item, in [0, 1]
 * @param clip probabilities are first clipped to [clip, 1 − clip], so that one certain and wrong answer costs −ln(clip)
 *   and not infinity; the default 2⁻⁵² (36.04 nats) is scikit-learn's for doubles. 0 = no clipping
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE and the errors of pairLabelsWithScores
 */
export function logLoss(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  clip: number = Number.EPSILON,
): number {
  checkArgument('clip', clip, clip >= 0 && clip < 0.5, 'at least 0 and below 0.5');
  const pairs = pairLabelsWithScores(labels, probabilities, 'probability');
  let sum = 0;
  for (const { label, score } of pairs) {
    const clipped = Math.min(1 - clip, Math.max(clip, score));
    // log1p keeps the digits of a tiny probability that 1 − p would round away.
    sum -= label === 1 ? Math.log(clipped) : Math.log1p(-clipped);
  }
  return sum / pairs.length;
}
