import { checkArgument } from './checkArgument.ts';
import type { ConfusionCounts } from './countConfusion.ts';
import { statisticsError } from './errors.ts';

/** Confusion counts with their margins. */
export interface ConfusionMargins extends ConfusionCounts {
  positives: number;
  negatives: number;
  predictedPositives: number;
  predictedNegatives: number;
  total: number;
}

/**
 * Strict check of confusion counts that may come from a file, and their margins.
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE (not an integer ≥ 0), RC_STATISTICS_EMPTY (all four are 0)
 */
export function checkConfusion(counts: ConfusionCounts): ConfusionMargins {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  for (const [name, value] of Object.entries({
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
  })) {
    checkArgument(name, value, Number.isSafeInteger(value) && value >= 0, 'an integer of 0 or more');
  }
  const positives = truePositives + falseNegatives;
  const negatives = trueNegatives + falsePositives;
  if (positives + negatives === 0)
    throw statisticsError('RC_STATISTICS_EMPTY', { name: 'The confusion table' });
  return {
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
    positives,
    negatives,
    predictedPositives: truePositives + falsePositives,
    predictedNegatives: trueNegatives + falseNegatives,
    total: positives + negatives,
  };
}
