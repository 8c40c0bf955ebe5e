import { checkArgument } from './checkArgument.ts';
import { statisticsError } from './errors.ts';
import type { Measured } from './Measured.ts';

/** How a bootstrap draws. */
export interface BootstrapOptions<Item> {
  /** Uniform random numbers in [0, 1); seed it to make the interval reproducible. */
  random: () => number;
  /** Number of resamples, 1 to 1,000,000 (default 2,000). */
  resamples?: number;
  /** Items with the same stratum are resampled among themselves, so that e.g. the class balance stays as it is. */
  stratum?: (item: Item) => string | number;
}

/** What the resamples gave. */
export interface BootstrapDistribution<Item> {
  /** The statistic of every resample in which it is defined, in the order drawn. */
  replicates: Float64Array;
  /** Resamples in which the statistic is `null` (e.g. only one class was drawn). */
  undefinedResamples: number;
  /** The items by stratum; one list when no stratum was given. */
  strata: readonly (readonly Item[])[];
}

/**
 * The bootstrap distribution of a statistic: its values over samples of the same size, drawn with replacement
 * (Efron 1979), within strata where given.
 * @param items non-empty; for a paired comparison each item carries both answers
 * @param statistic called with each resample; finite or `null`
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_ARGUMENT_OUT_OF_RANGE (resamples; `random` outside [0, 1)),
 *   RC_STATISTICS_NOT_FINITE (the statistic of a resample)
 */
export function bootstrapDistribution<Item extends NonNullable<unknown>>(
  items: readonly Item[],
  statistic: (sample: readonly Item[]) => Measured,
  options: BootstrapOptions<Item>,
): BootstrapDistribution<Item> {
  const { random, resamples = 2000, stratum } = options;
  if (items.length === 0) throw statisticsError('RC_STATISTICS_EMPTY', { name: 'items' });
  const countOk = Number.isInteger(resamples) && resamples >= 1 && resamples <= 1_000_000;
  checkArgument('resamples', resamples, countOk, 'an integer from 1 to 1,000,000');
  const strata = stratum ? [...Map.groupBy(items, stratum).values()] : [items];
  const draw = (from: readonly Item[]): Item => {
    const uniform = random();
    const item = from[Math.floor(uniform * from.length)];
    if (item !== undefined) return item;
    throw statisticsError('RC_STATISTICS_ARGUMENT_OUT_OF_RANGE', {
      name: 'random()',
      value: uniform,
      range: 'at least 0 and below 1',
    });
  };
  const replicates: number[] = [];
  for (let round = 0; round < resamples; round += 1) {
    const sample: Item[] = [];
    for (const group of strata) {
      for (let drawn = 0; drawn < group.length; drawn += 1) sample.push(draw(group));
    }
    const { value } = statistic(sample);
    if (value === null) continue;
    if (!Number.isFinite(value)) {
      throw statisticsError('RC_STATISTICS_NOT_FINITE', {
        name: 'The statistic of resample ',
        index: round,
        value,
      });
    }
    replicates.push(value);
  }
  return {
    replicates: Float64Array.from(replicates),
    undefinedResamples: resamples - replicates.length,
    strata,
  };
}
