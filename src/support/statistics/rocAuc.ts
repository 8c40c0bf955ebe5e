import type { Measured } from './Measured.ts';
import { pairLabelsWithScores } from './pairLabelsWithScores.ts';

/**
 * Area under the ROC curve: the probability that a random positive scores above a random negative, ties counting half,
 * in [0, 1]; 0.5 = no information. Computed from mid-ranks in O(n log n): U / (P·N) with U = Σ rank(positives) −
 * P(P+1)/2 (Mann & Whitney 1947; Hanley & McNeil 1982). `null` when one class is missing.
 * @param labels 0 or 1 per item
 * @param scores any finite number per item, larger = more likely positive
 * @throws the errors of pairLabelsWithScores
 */
export function rocAuc(labels: ArrayLike<number>, scores: ArrayLike<number>): Measured {
  const pairs = pairLabelsWithScores(labels, scores, 'finite').sort((a, b) => a.score - b.score);
  let negativesBelow = 0;
  let positives = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  let tiedScore = Number.NaN;
  // Twice the Mann–Whitney U, which is an integer: no rounding until the last division.
  let twiceU = 0;
  const closeTie = () => {
    twiceU += tiedPositives * (2 * negativesBelow + tiedNegatives);
    negativesBelow += tiedNegatives;
    positives += tiedPositives;
    tiedPositives = 0;
    tiedNegatives = 0;
  };
  for (const { label, score } of pairs) {
    if (score !== tiedScore) closeTie();
    tiedScore = score;
    if (label === 1) tiedPositives += 1;
    else tiedNegatives += 1;
  }
  closeTie();
  if (positives === 0) return { value: null, reason: 'no positive label in the group' };
  if (negativesBelow === 0) return { value: null, reason: 'no negative label in the group' };
  return { value: twiceU / (2 * positives * negativesBelow) };
}
