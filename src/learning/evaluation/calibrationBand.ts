import type { Random } from '../../support/random/Random.ts';
import { quantile } from '../../support/statistics/quantile.ts';
import { assignBins, type BalancedBin, errorOfBins, weighBins } from './balancedBins.ts';

export interface CalibrationBand {
  /** As measured, with where the frequency of a calibrated model would lie in 95 % of such sets. */
  readonly bins: readonly (BalancedBin & { readonly low: number; readonly high: number })[];
  /** How many bins lie inside of their band; of a calibrated model 95 % do. */
  readonly inside: number;
  /** The error that a calibrated model stays below in 95 % of such sets: no set of this size shows 0. */
  readonly errorOfCalibrated: number;
}

const rounds = 1_000;

/**
 * What a reliability diagram of this size looks like when the probabilities are right (J. Bröcker & L. A. Smith,
 * "Increasing the reliability of reliability diagrams", 2007): labels are drawn from the probabilities, again and again,
 * and binned as the real ones are. The probabilities stand for equally frequent classes; for the drawing their odds are
 * multiplied by those of the set (Bayes), and binning weighs the classes back.
 * @param labels 0 or 1, both present
 * @param probabilities 0 to 1
 */
export function calibrationBand(
  labels: readonly number[],
  probabilities: readonly number[],
  options: { readonly bins: number; readonly kind: 'equal-mass'; readonly random: Random },
): CalibrationBand {
  const { random } = options;
  const binning = assignBins(labels, probabilities, options);
  const measured = weighBins(binning, labels, probabilities);
  const positives = labels.filter((label) => label === 1).length;
  const odds = positives / (labels.length - positives);
  const natural = probabilities.map((p) => (p * odds) / (p * odds + 1 - p));
  const frequencies = measured.map((): number[] => []);
  const errors: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const drawn = natural.map((p) => (random.float() < p ? 1 : 0));
    const sum = drawn.reduce((total: number, label) => total + label, 0);
    if (sum === 0 || sum === drawn.length) continue;
    const bins = weighBins(binning, drawn, probabilities);
    for (const [index, { frequency }] of bins.entries()) frequencies[index]?.push(frequency);
    errors.push(errorOfBins(bins));
  }
  const bins = measured.map((bin, index) => {
    const drawn = frequencies[index] ?? [];
    const known = drawn.length > 0;
    return { ...bin, low: known ? quantile(drawn, 0.025) : 0, high: known ? quantile(drawn, 0.975) : 1 };
  });
  return {
    bins,
    inside: bins.filter(({ frequency, low, high }) => frequency >= low && frequency <= high).length,
    errorOfCalibrated: errors.length > 0 ? quantile(errors, 0.95) : 1,
  };
}
