import { checkArgument } from './checkArgument.ts';

// Lanczos approximation with g = 7 and 9 terms (Godfrey 2001); relative error about 1e-15 for x > 0.
const G = 7;
const FIRST = 0.99999999999980993;
const TERMS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/**
 * Natural logarithm of the gamma function for x > 0; ln((x − 1)!) at integers.
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE
 */
export function logGamma(x: number): number {
  checkArgument('x', x, x > 0 && Number.isFinite(x), 'a finite number above 0');
  // Γ(x) = Γ(x + 1)/x keeps the series in the range where it is accurate.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  let sum = FIRST;
  for (const [index, term] of TERMS.entries()) sum += term / (x + index);
  const t = x + G - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
