import type { Calibration } from '../../contracts/release.ts';
import { sigmoid } from './sigmoid.ts';

function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  let low = 0;
  let high = xs.length - 1;
  const at = (values: readonly number[], index: number) => values[index] ?? Number.NaN;
  if (x <= at(xs, low)) return at(ys, low);
  if (x >= at(xs, high)) return at(ys, high);
  // Invariant: xs[low] ≤ x < xs[high].
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (at(xs, middle) <= x) low = middle;
    else high = middle;
  }
  const share = (x - at(xs, low)) / (at(xs, high) - at(xs, low));
  const y = at(ys, low) + share * (at(ys, high) - at(ys, low));
  // Rounding must not step over the knots, or the curve would descend by a bit.
  return Math.min(at(ys, high), Math.max(at(ys, low), y));
}

/**
 * The probability of roadwork for a prior of 0.5 (see `calibrationSchema` for the three formulas).
 * @param logit finite
 * @returns 0 to 1, never falling as the logit rises
 */
export function applyCalibration(calibration: Calibration, logit: number): number {
  switch (calibration.method) {
    case 'temperature':
      return sigmoid(logit / calibration.temperature);
    case 'platt':
      return sigmoid(calibration.slope * logit + calibration.intercept);
    case 'isotonic':
      return interpolate(calibration.logits, calibration.probabilities, logit);
  }
}
