import { statisticsError } from './errors.ts';

/**
 * Two lists that belong together, item by item.
 * @throws RC_STATISTICS_LENGTHS_DIFFER
 */
export function checkSameLength(
  first: string,
  { length: firstLength }: ArrayLike<unknown>,
  second: string,
  { length: secondLength }: ArrayLike<unknown>,
): void {
  if (firstLength === secondLength) return;
  throw statisticsError('RC_STATISTICS_LENGTHS_DIFFER', { first, firstLength, second, secondLength });
}
