/**
 * TAO as rao, without ever being a float: 1 TAO is 10⁹ rao.
 * @param tao decimal digits, optionally with up to nine after a point
 * @throws RangeError for anything else
 */
export function taoToRao(tao: string): bigint {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d{1,9}))?$/.exec(tao) ?? [];
  if (whole === undefined)
    throw new RangeError('an amount of TAO is decimal digits, at most nine after the point');
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}
