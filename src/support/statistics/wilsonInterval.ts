import { checkArgument } from './checkArgument.ts';
import type { Interval } from './clopperPearsonInterval.ts';
import { normalQuantile } from './normalQuantile.ts';

/**
 * Score interval of a proportion (E. B. Wilson 1927), without continuity correction: covers with about `level` on
 * average, narrower than the exact interval, but may cover less for some proportions.
 * @param successes integer, 0 to trials
 * @param trials integer, ≥ 1
 * @param level confidence level, above 0 and below 1 (default 0.95)
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE
 */
export function wilsonInterval(successes: number, trials: number, level = 0.95): Interval {
  checkArgument('trials', trials, Number.isSafeInteger(trials) && trials >= 1, 'an integer of 1 or more');
  const countOk = Number.isSafeInteger(successes) && successes >= 0 && successes <= trials;
  checkArgument('successes', successes, countOk, `an integer from 0 to ${trials}`);
  checkArgument('level', level, level > 0 && level < 1, 'above 0 and below 1');
  const z = -normalQuantile((1 - level) / 2);
  const share = successes / trials;
  const center = (successes + z ** 2 / 2) / (trials + z ** 2);
  const reach = (z / (trials + z ** 2)) * Math.sqrt(trials * share * (1 - share) + z ** 2 / 4);
  return {
    // At the ends the formula is exactly 0 or 1, but rounding is not.
    low: successes === 0 ? 0 : Math.max(0, center - reach),
    high: successes === trials ? 1 : Math.min(1, center + reach),
  };
}
