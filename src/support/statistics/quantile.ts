import { checkArgument } from './checkArgument.ts';
import { checkFiniteValues } from './checkFiniteValues.ts';

/**
 * Sample quantile, linear between order statistics: type 7 of Hyndman & Fan (1996), the default of R and numpy.
 * @param values non-empty, finite, in any order; left unchanged
 * @param probability in [0, 1]
 * @returns a number between the smallest and the largest value, in their unit
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_NOT_FINITE, RC_STATISTICS_ARGUMENT_OUT_OF_RANGE
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  checkArgument('probability', probability, probability >= 0 && probability <= 1, 'from 0 to 1');
  const sorted = Float64Array.from(checkFiniteValues('values', values)).sort();
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  const share = position - below;
  // A weighted mean instead of low + (high − low)·share: the difference of two huge values may overflow.
  return share === 0 || low === high ? low : low * (1 - share) + high * share;
}
