import { statisticsError } from './errors.ts';
import type { Measured } from './Measured.ts';

/**
 * The acceleration constant of the BCa interval from leave-one-out values l_j = (n − 1)(mean − θ₍ⱼ₎):
 * (1/6)·Σ_s n_s⁻³ Σ_j l³ / (Σ_s n_s⁻² Σ_j l²)^{3/2} over the strata s; with one stratum Efron (1987), with several
 * Davison & Hinkley (1997, ch. 5.3). 0 when leaving one item out never changes the statistic.
 * @param strata non-empty lists of items
 * @param statistic called once for each item, with all items but that one
 * @returns a number without unit, around 0; `null` when the statistic is undefined without one of the items
 * @throws RC_STATISTICS_NOT_FINITE
 */
export function jackknifeAcceleration<Item>(
  strata: readonly (readonly Item[])[],
  statistic: (sample: readonly Item[]) => Measured,
): Measured {
  let cubes = 0;
  let squares = 0;
  for (const [position, group] of strata.entries()) {
    // Leaving out the only item of a stratum says nothing about the spread within it.
    if (group.length === 1 && strata.length > 1) continue;
    const others = strata.filter((_, index) => index !== position).flat();
    const values: number[] = [];
    for (const index of group.keys()) {
      const sample = others.concat(group.slice(0, index), group.slice(index + 1));
      const { value } = sample.length === 0 ? { value: null } : statistic(sample);
      if (value === null)
        return { value: null, reason: 'the statistic is undefined when one item is left out' };
      if (!Number.isFinite(value)) {
        throw statisticsError('RC_STATISTICS_NOT_FINITE', {
          name: 'The leave-one-out statistic ',
          index,
          value,
        });
      }
      values.push(value);
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const value of values) {
      const influence = ((values.length - 1) * (mean - value)) / values.length;
      cubes += influence ** 3;
      squares += influence ** 2;
    }
  }
  return { value: squares === 0 ? 0 : cubes / (6 * squares ** 1.5) };
}
