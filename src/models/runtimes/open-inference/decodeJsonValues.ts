import type { Tensor } from '../ModelSession.ts';

const isByte = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;

const toInt64 = (value: unknown): bigint | undefined => {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) return undefined;
  const whole = BigInt(value as bigint | number);
  return BigInt.asIntN(64, whole) === whole ? whole : undefined;
};

/**
 * Takes the values of a tensor out of JSON, flat or nested as its dimensions are.
 * @param length product of `dims`
 * @returns undefined for anything but `length` values that the type can hold. JSON has no form for half precision and
 *   none for NaN and infinities.
 */
export function decodeJsonValues(
  type: Tensor['type'],
  dims: readonly number[],
  length: number,
  source: unknown,
): Tensor | undefined {
  if (!Array.isArray(source)) return undefined;
  const values: unknown[] = source.flat(Math.max(0, dims.length - 1));
  // Before anything is made of that size.
  if (values.length !== length) return undefined;
  if (type === 'float32') {
    // A whole number that is large arrives with all its digits, as `parseReplyJson` says.
    if (!values.every((value) => typeof value === 'number' || typeof value === 'bigint')) return undefined;
    const data = Float32Array.from(values, Number);
    return data.every(Number.isFinite) ? { type, dims, data } : undefined;
  }
  if (type === 'int64') {
    const whole = values.map(toInt64).filter((value) => value !== undefined);
    return whole.length === length ? { type, dims, data: BigInt64Array.from(whole) } : undefined;
  }
  if (type === 'uint8' && values.every(isByte)) return { type, dims, data: Uint8Array.from(values) };
  return undefined;
}
