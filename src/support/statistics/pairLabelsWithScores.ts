import { checkFiniteValues } from './checkFiniteValues.ts';
import { type BinaryLabel, checkLabels } from './checkLabels.ts';
import { checkSameLength } from './checkSameLength.ts';
import { statisticsError } from './errors.ts';

/** One classified item. `score`: any finite number, larger = more likely positive; or a probability in [0, 1]. */
export interface LabelledScore {
  label: BinaryLabel;
  score: number;
}

/**
 * Strict check and pairing of labels with scores: the door through which every score-based metric takes its data.
 * @param range 'probability' also demands 0 ≤ score ≤ 1; 'finite' takes any finite number (logits, margins)
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_LENGTHS_DIFFER, RC_STATISTICS_LABEL_INVALID, RC_STATISTICS_NOT_FINITE,
 *   RC_STATISTICS_NOT_A_PROBABILITY
 */
export function pairLabelsWithScores(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  range: 'finite' | 'probability',
): LabelledScore[] {
  const name = range === 'probability' ? 'probabilities' : 'scores';
  checkSameLength('labels', labels, name, scores);
  const checkedLabels = checkLabels('labels', labels).values();
  return checkFiniteValues(name, scores).map((score, index) => {
    if (range === 'probability' && (score < 0 || score > 1)) {
      throw statisticsError('RC_STATISTICS_NOT_A_PROBABILITY', { name, index, value: score });
    }
    return { label: checkedLabels.next().value ?? 0, score };
  });
}
