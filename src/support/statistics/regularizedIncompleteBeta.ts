import { checkArgument } from './checkArgument.ts';
import { statisticsError } from './errors.ts';
import { logGamma } from './logGamma.ts';

const TINY = 1e-300;
const awayFromZero = (value: number) => (Math.abs(value) < TINY ? TINY : value);

/** Continued fraction of I_x(a, b), DLMF 8.17.22, by the modified Lentz method (Thompson & Barnett 1986). */
const continuedFraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let result = d;
  // About √max(a, b) steps are needed; the limit only ends a defect.
  const limit = 1000 + 20 * Math.sqrt(a + b);
  for (let m = 1; m < limit; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 4 * Number.EPSILON) return result;
  }
  throw statisticsError('RC_STATISTICS_NOT_CONVERGED', {
    name: 'The incomplete beta function',
    arguments: `x=${x}, a=${a}, b=${b}`,
  });
};

/**
 * Regularized incomplete beta function I_x(a, b), the distribution function of Beta(a, b), in [0, 1] (DLMF 8.17). It
 * carries the binomial tails: P(X ≥ k) = I_p(k, n − k + 1) for X ~ Binomial(n, p).
 * @param x in [0, 1]
 * @param a finite, > 0
 * @param b finite, > 0
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_NOT_CONVERGED
 */
export function regularizedIncompleteBeta(x: number, a: number, b: number): number {
  checkArgument('x', x, x >= 0 && x <= 1, 'from 0 to 1');
  checkArgument('a', a, a > 0 && Number.isFinite(a), 'a finite number above 0');
  checkArgument('b', b, b > 0 && Number.isFinite(b), 'a finite number above 0');
  if (x === 0 || x === 1) return x;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  // The fraction converges fast only on its own side of the mean; the other side goes through the symmetry.
  const value =
    x < (a + 1) / (a + b + 2)
      ? (front * continuedFraction(x, a, b)) / a
      : 1 - (front * continuedFraction(1 - x, b, a)) / b;
  return Math.max(0, Math.min(1, value));
}
