import type { BinningKind } from '../../support/statistics/calibrationBins.ts';
import { assignBins, errorOfBins, weighBins } from './balancedBins.ts';

/**
 * `expectedCalibrationError` as if both classes were equally frequent, which is what our probabilities are calibrated
 * to: every image weighs n / (2 · images of its class).
 * @param labels 0 or 1, both present
 * @param probabilities 0 to 1
 * @throws the errors of calibrationBins
 */
export function balancedCalibrationError(
  labels: readonly number[],
  probabilities: readonly number[],
  options: { bins?: number; kind?: BinningKind } = {},
): number {
  return errorOfBins(weighBins(assignBins(labels, probabilities, options), labels, probabilities));
}
