import {
  type BootstrapIntervalOptions,
  bootstrapInterval,
  type MeasuredInterval,
} from './bootstrapInterval.ts';
import type { Measured } from './Measured.ts';

/**
 * Bootstrap confidence interval of statistic(first) − statistic(second) on the same items. Both are computed on the same
 * resample, so what makes an item hard for both cancels out (Efron & Tibshirani 1993, ch. 8). An interval that excludes
 * 0 says that one is better; one that includes 0 says that these items cannot tell.
 * @param items non-empty; each carries the answers of both
 * @param first statistic of the first classifier
 * @param second statistic of the second classifier
 * @returns the interval in the statistics' unit; `null` with a reason when either is undefined
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_NOT_FINITE
 */
export function pairedBootstrapDifference<Item extends NonNullable<unknown>>(
  items: readonly Item[],
  first: (sample: readonly Item[]) => Measured,
  second: (sample: readonly Item[]) => Measured,
  options: BootstrapIntervalOptions<Item>,
): MeasuredInterval {
  const difference = (sample: readonly Item[]): Measured => {
    const one = first(sample);
    if (one.value === null) return one;
    const other = second(sample);
    return other.value === null ? other : { value: one.value - other.value };
  };
  return bootstrapInterval(items, difference, options);
}
