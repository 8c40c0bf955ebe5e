import { checkArgument } from './checkArgument.ts';
import { type LabelledScore, pairLabelsWithScores } from './pairLabelsWithScores.ts';

/** `equal-width`: bins [k/n, (k+1)/n), the last one closed; `equal-mass`: bins of about equally many items. */
export type BinningKind = 'equal-width' | 'equal-mass';

/** One non-empty bin of a reliability diagram; probabilities and frequencies in [0, 1]. */
export interface CalibrationBin {
  count: number;
  lowestProbability: number;
  highestProbability: number;
  meanProbability: number;
  /** Share of label 1. */
  frequency: number;
}

const summarize = (pairs: readonly LabelledScore[]): CalibrationBin => {
  const bin = { count: 0, lowestProbability: 1, highestProbability: 0, meanProbability: 0, frequency: 0 };
  for (const { label, score } of pairs) {
    bin.count += 1;
    bin.lowestProbability = Math.min(bin.lowestProbability, score);
    bin.highestProbability = Math.max(bin.highestProbability, score);
    bin.meanProbability += (score - bin.meanProbability) / bin.count;
    bin.frequency += (label - bin.frequency) / bin.count;
  }
  return bin;
};

/** Equal probabilities never part into two bins: the result must not depend on the order of the items. */
const equalMassIndexes = (sorted: readonly LabelledScore[], bins: number): number[] => {
  let previous = Number.NaN;
  let index = 0;
  return sorted.map(({ score }, rank) => {
    if (score !== previous) index = Math.floor((rank * bins) / sorted.length);
    previous = score;
    return index;
  });
};

/**
 * The reliability diagram of a binary classifier.
 * @param labels 0 or 1 per item
 * @param probabilities probability of label 1 per item, in [0, 1]
 * @param options.bins number of bins, 1 to 10,000 (default 15, as in Guo et al. 2017)
 * @returns the non-empty bins by rising probability; their counts sum to the number of items
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE and the errors of pairLabelsWithScores
 */
export function calibrationBins(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: { bins?: number; kind?: BinningKind } = {},
): CalibrationBin[] {
  const { bins = 15, kind = 'equal-width' } = options;
  checkArgument(
    'bins',
    bins,
    Number.isInteger(bins) && bins >= 1 && bins <= 10_000,
    'an integer from 1 to 10,000',
  );
  const sorted = pairLabelsWithScores(labels, probabilities, 'probability').sort((a, b) => a.score - b.score);
  const indexes =
    kind === 'equal-mass'
      ? equalMassIndexes(sorted, bins)
      : sorted.map(({ score }) => Math.min(bins - 1, Math.floor(score * bins)));
  const groups = new Map<number, LabelledScore[]>();
  const nextIndex = indexes.values();
  for (const pair of sorted) {
    const index = nextIndex.next().value ?? 0;
    const group = groups.get(index);
    if (group) group.push(pair);
    else groups.set(index, [pair]);
  }
  return Array.from(groups.values(), summarize);
}
