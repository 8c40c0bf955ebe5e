import { statisticsError } from './errors.ts';

/**
 * Strict check of a list of measurements.
 * @returns a copy of `values`: non-empty, every entry finite
 * @throws RC_STATISTICS_EMPTY, RC_STATISTICS_NOT_FINITE
 */
export function checkFiniteValues(name: string, values: ArrayLike<number>): number[] {
  if (values.length === 0) throw statisticsError('RC_STATISTICS_EMPTY', { name });
  // Array.from also turns the holes of a sparse array into undefined, which the check below then refuses.
  const copy = Array.from(values);
  for (const [index, value] of copy.entries()) {
    if (!Number.isFinite(value)) throw statisticsError('RC_STATISTICS_NOT_FINITE', { name, index, value });
  }
  return copy;
}
