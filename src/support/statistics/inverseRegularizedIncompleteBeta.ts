import { checkArgument } from './checkArgument.ts';
import { regularizedIncompleteBeta } from './regularizedIncompleteBeta.ts';

/**
 * The quantile function of Beta(a, b): the x with I_x(a, b) = probability, in [0, 1], by bisection. Slower than Newton's
 * method, but it cannot leave its bracket, and ends at adjacent doubles after at most about 1,100 halvings of [0, 1].
 * @param probability in [0, 1]
 * @param a finite, > 0
 * @param b finite, > 0
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_NOT_CONVERGED
 */
export function inverseRegularizedIncompleteBeta(probability: number, a: number, b: number): number {
  checkArgument('probability', probability, probability >= 0 && probability <= 1, 'from 0 to 1');
  let low = 0;
  let high = 1;
  // Also refuses a and b that are out of range, before the shortcuts.
  regularizedIncompleteBeta(0.5, a, b);
  if (probability === 0 || probability === 1) return probability;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (regularizedIncompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
}
