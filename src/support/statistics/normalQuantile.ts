import { checkArgument } from './checkArgument.ts';
import { normalCdf } from './normalCdf.ts';

/**
 * Quantile function of the standard normal distribution: the x with Φ(x) = probability, by bisection on normalCdf.
 * @param probability strictly between 0 and 1
 * @returns a number from −38.5 to 8.3
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE
 */
export function normalQuantile(probability: number): number {
  checkArgument('probability', probability, probability > 0 && probability < 1, 'above 0 and below 1');
  // The upper half through the lower one, where Φ keeps its digits; 1 − p is exact for p ≥ 0.5 (Sterbenz).
  if (probability > 0.5) return -normalQuantile(1 - probability);
  let low = -40;
  let high = 0;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
}
