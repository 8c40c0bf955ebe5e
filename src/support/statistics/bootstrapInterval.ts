import { type BootstrapOptions, bootstrapDistribution } from './bootstrapDistribution.ts';
import { checkArgument } from './checkArgument.ts';
import { jackknifeAcceleration } from './jackknifeAcceleration.ts';
import type { Measured } from './Measured.ts';
import { normalCdf } from './normalCdf.ts';
import { normalQuantile } from './normalQuantile.ts';
import { quantile } from './quantile.ts';

/** Above this share of resamples without a value, the remaining ones no longer stand for the whole. */
const MOST_UNDEFINED = 0.05;

/** A statistic with its bootstrap confidence interval, in the statistic's unit; `null` with a reason when undefined. */
export type MeasuredInterval =
  | { estimate: number; low: number; high: number; undefinedResamples: number }
  | { estimate: null; reason: string };

export interface BootstrapIntervalOptions<Item> extends BootstrapOptions<Item> {
  /** Confidence level, above 0 and below 1 (default 0.95). */
  level?: number;
  /** `percentile` (Efron 1979) or `bca`, bias-corrected and accelerated (Efron 1987; default). */
  method?: 'percentile' | 'bca';
}

/** The share of the replicates below the estimate, ties counting half. */
const shareBelow = (replicates: Float64Array, estimate: number): number => {
  let twice = 0;
  for (const replicate of replicates) twice += replicate < estimate ? 2 : replicate === estimate ? 1 : 0;
  return twice / (2 * replicates.length);
};

/**
 * Bootstrap confidence interval of any statistic of independent items. The percentile ends are type-7 quantiles of the
 * bootstrap distribution; BCa moves them by the bias correction z₀ and the jackknife acceleration (which costs one more
 * evaluation per item). When BCa has no finite z₀ or no acceleration the result is `null` with that reason.
 * @param items non-empty; for a paired comparison each item carries both answers
 * @param statistic finite or `null`; deterministic, and independent of the order of the items
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_ARGUMENT_OUT_OF_RANGE, RC_STATISTICS_NOT_FINITE
 */
export function bootstrapInterval<Item extends NonNullable<unknown>>(
  items: readonly Item[],
  statistic: (sample: readonly Item[]) => Measured,
  options: BootstrapIntervalOptions<Item>,
): MeasuredInterval {
  const { level = 0.95, method = 'bca' } = options;
  checkArgument('level', level, level > 0 && level < 1, 'above 0 and below 1');
  const { replicates, undefinedResamples, strata } = bootstrapDistribution(items, statistic, options);
  const whole = statistic(items);
  if (whole.value === null) return { estimate: null, reason: whole.reason };
  const estimate = whole.value;
  if (undefinedResamples > MOST_UNDEFINED * (replicates.length + undefinedResamples)) {
    return { estimate: null, reason: `the statistic is undefined in ${undefinedResamples} resamples` };
  }
  const tail = (1 - level) / 2;
  let ends = [tail, 1 - tail];
  if (method === 'bca') {
    const below = shareBelow(replicates, estimate);
    if (below === 0 || below === 1) return { estimate: null, reason: 'no resample lies beyond the estimate' };
    const acceleration = jackknifeAcceleration(strata, statistic);
    if (acceleration.value === null) return { estimate: null, reason: acceleration.reason };
    const bias = normalQuantile(below);
    const a = acceleration.value;
    ends = ends.map((end) => {
      const z = bias + normalQuantile(end);
      // Beyond the pole of the correction only its limit makes sense.
      return a * z >= 1 ? normalCdf(z * Number.POSITIVE_INFINITY) : normalCdf(bias + z / (1 - a * z));
    });
  }
  const [low = 0, high = 1] = ends;
  return {
    estimate,
    low: quantile(replicates, low),
    high: quantile(replicates, high),
    undefinedResamples,
  };
}
