import { checkLabels } from './checkLabels.ts';
import { checkSameLength } from './checkSameLength.ts';

/** Counts of a binary classifier's answers; non-negative integers that sum to the number of items. */
export interface ConfusionCounts {
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
}

/**
 * Counts a binary classifier's hits and errors.
 * @param labels truth, 0 or 1 per item
 * @param predictions answer, 0 or 1 per item (already thresholded; the threshold is the caller's decision)
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_LENGTHS_DIFFER, RC_STATISTICS_LABEL_INVALID
 */
export function countConfusion(labels: ArrayLike<number>, predictions: ArrayLike<number>): ConfusionCounts {
  checkSameLength('labels', labels, 'predictions', predictions);
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  const truth = checkLabels('labels', labels).values();
  for (const prediction of checkLabels('predictions', predictions)) {
    const label = truth.next().value;
    if (prediction === 1) counts[label === 1 ? 'truePositives' : 'falsePositives'] += 1;
    else counts[label === 0 ? 'trueNegatives' : 'falseNegatives'] += 1;
  }
  return counts;
}
