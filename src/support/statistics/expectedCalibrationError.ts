import { type BinningKind, calibrationBins } from './calibrationBins.ts';

/**
 * Expected calibration error of the positive class: Σ (count/n)·|mean probability − frequency| over the bins of a
 * reliability diagram, in [0, 1], 0 = calibrated (Naeini, Cooper & Hauskrecht 2015). It is biased upwards when bins
 * hold few items; `equal-mass` bins suffer least (Nixon et al. 2019).
 * @param labels 0 or 1 per item
 * @param probabilities probability of label 1 per item, in [0, 1]
 * @param options.bins 1 to 10,000, default 15
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE and the errors of pairLabelsWithScores
 */
export function expectedCalibrationError(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: { bins?: number; kind?: BinningKind } = {},
): number {
  let error = 0;
  for (const bin of calibrationBins(labels, probabilities, options)) {
    error += (bin.count / labels.length) * Math.abs(bin.meanProbability - bin.frequency);
  }
  return error;
}
