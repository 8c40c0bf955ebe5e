import {
  type BinningKind,
  type CalibrationBin,
  calibrationBins,
} from '../../support/statistics/calibrationBins.ts';

/** A bin whose means count both classes of the whole set the same. */
export interface BalancedBin extends CalibrationBin {
  /** Share of the whole weight, 0 to 1. */
  readonly share: number;
}

/** The bins of a set, and in which of them each image is. Both depend on the probabilities alone. */
export interface Binning {
  readonly bins: readonly CalibrationBin[];
  readonly indexes: readonly number[];
}

/**
 * @param labels 0 or 1
 * @param probabilities 0 to 1
 * @throws the errors of calibrationBins
 */
export function assignBins(
  labels: readonly number[],
  probabilities: readonly number[],
  options: { bins?: number; kind?: BinningKind } = {},
): Binning {
  const bins = calibrationBins(labels, probabilities, options);
  return { bins, indexes: probabilities.map((probability) => findBin(bins, probability)) };
}

/**
 * Means of bins in which every image weighs n / (2 · images of its class).
 * @param labels 0 or 1, both present
 */
export function weighBins(
  { bins, indexes }: Binning,
  labels: readonly number[],
  probabilities: readonly number[],
): BalancedBin[] {
  const positives = labels.filter((label) => label === 1).length;
  const weights = [labels.length / (2 * (labels.length - positives)), labels.length / (2 * positives)];
  const sums = bins.map(() => ({ weight: 0, probability: 0, positive: 0 }));
  for (const [index, label] of labels.entries()) {
    const weight = weights[label] ?? 0;
    const sum = sums[indexes[index] ?? 0];
    if (sum === undefined) continue;
    sum.weight += weight;
    sum.probability += weight * (probabilities[index] ?? 0);
    sum.positive += weight * label;
  }
  return bins.map((bin, index) => {
    const { weight, probability, positive } = sums[index] ?? { weight: 1, probability: 0, positive: 0 };
    return {
      ...bin,
      meanProbability: probability / weight,
      frequency: positive / weight,
      share: weight / labels.length,
    };
  });
}

/** Σ share · |mean probability − frequency|, 0 to 1. */
export function errorOfBins(bins: readonly BalancedBin[]): number {
  let error = 0;
  for (const { share, meanProbability, frequency } of bins)
    error += share * Math.abs(meanProbability - frequency);
  return error;
}

/** Bins do not overlap and each begins with an image of the set. */
function findBin(bins: readonly CalibrationBin[], probability: number): number {
  let low = 0;
  let high = bins.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((bins[middle]?.lowestProbability ?? 2) <= probability) low = middle;
    else high = middle;
  }
  return low;
}
