import { pairLabelsWithScores } from './pairLabelsWithScores.ts';

/**
 * Brier score: mean of (probability − label)², in [0, 1], lower is better (G. W. Brier 1950, in its one-class form).
 * @param labels 0 or 1 per item
 * @param probabilities probability of label 1 per item, in [0, 1]
 * @throws the errors of pairLabelsWithScores
 */
export function brierScore(labels: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  const pairs = pairLabelsWithScores(labels, probabilities, 'probability');
  let sum = 0;
  for (const { label, score } of pairs) sum += (score - label) ** 2;
  return sum / pairs.length;
}
