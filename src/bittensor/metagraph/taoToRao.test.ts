import fc from 'fast-check';
import { expect, it } from 'vitest';
import { taoToRao } from './taoToRao.ts';

it('is exact where a float is not', () => {
  expect(taoToRao('0')).toBe(0n);
  expect(taoToRao('1000.5')).toBe(1_000_500_000_000n);
  expect(taoToRao('21000000.000000001')).toBe(21_000_000_000_000_001n);
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 20n), (rao) => {
      const text = rao.toString().padStart(10, '0');
      return taoToRao(`${text.slice(0, -9)}.${text.slice(-9)}`) === rao;
    }),
  );
});

it.each(['', '1.', '.5', '-1', '1e9', '1.0000000001', '1,5', ' 1'])('refuses %j', (text) => {
  expect(() => taoToRao(text)).toThrow(RangeError);
});
