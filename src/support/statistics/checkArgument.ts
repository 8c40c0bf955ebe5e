import { statisticsError } from './errors.ts';

/**
 * Refuses a scalar argument that does not fulfil `ok`.
 * @param range the allowed range in words, for the error: "an integer ≥ 0"
 * @throws RC_STATISTICS_ARGUMENT_OUT_OF_RANGE
 */
export function checkArgument(name: string, value: number, ok: boolean, range: string): void {
  if (!ok) throw statisticsError('RC_STATISTICS_ARGUMENT_OUT_OF_RANGE', { name, value, range });
}
