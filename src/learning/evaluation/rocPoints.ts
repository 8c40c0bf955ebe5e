import { pairLabelsWithScores } from '../../support/statistics/pairLabelsWithScores.ts';

/** One threshold's rates, each 0 to 1. */
export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * The ROC curve from (0, 0) to (1, 1), one point a distinct score, so that a tie is a slanted line, as in `rocAuc`.
 * @param labels 0 or 1 per item, both present
 * @param scores any finite number per item
 * @throws the errors of pairLabelsWithScores
 */
export function rocPoints(labels: ArrayLike<number>, scores: ArrayLike<number>): RocPoint[] {
  const pairs = pairLabelsWithScores(labels, scores, 'finite').sort((a, b) => b.score - a.score);
  const positives = pairs.filter(({ label }) => label === 1).length;
  const negatives = pairs.length - positives;
  const points: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0 }];
  let [found, wrong] = [0, 0];
  for (const [index, { label, score }] of pairs.entries()) {
    if (label === 1) found += 1;
    else wrong += 1;
    if (pairs[index + 1]?.score === score) continue;
    points.push({ falsePositiveRate: wrong / negatives, truePositiveRate: found / positives });
  }
  return points;
}
