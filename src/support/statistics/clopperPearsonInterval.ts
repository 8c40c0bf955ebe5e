import { checkArgument } from './checkArgument.ts';
import { inverseRegularizedIncompleteBeta } from './inverseRegularizedIncompleteBeta.ts';

/** A two-sided confidence interval, 0 ≤ low ≤ high ≤ 1 for a proportion. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * Exact confidence interval of a proportion (Clopper & Pearson 1934): low solves P(X ≥ k) = α/2, high solves
 * P(X ≤ k) = α/2. It covers the true proportion with at least `level`, whatever the proportion and however few trials.
 * @param successes integer, 0 to trials
 * @param trials integer, ≥ 1
 * @param level confidence level, above 0 and below 1 (default 0.95)
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE
 */
export function clopperPearsonInterval(successes: number, trials: number, level = 0.95): Interval {
  checkArgument('trials', trials, Number.isSafeInteger(trials) && trials >= 1, 'an integer of 1 or more');
  const countOk = Number.isSafeInteger(successes) && successes >= 0 && successes <= trials;
  checkArgument('successes', successes, countOk, `an integer from 0 to ${trials}`);
  checkArgument('level', level, level > 0 && level < 1, 'above 0 and below 1');
  const tail = (1 - level) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : inverseRegularizedIncompleteBeta(tail, successes, failures + 1),
    // The mirror image of the lower end: asking for tail instead of 1 − tail keeps the digits.
    high: failures === 0 ? 1 : 1 - inverseRegularizedIncompleteBeta(tail, failures, successes + 1),
  };
}
