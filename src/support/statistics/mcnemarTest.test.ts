import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDiscordant } from './countDiscordant.ts';
import { mcnemarTest } from './mcnemarTest.ts';

describe('mcnemarTest', () => {
  it('equals the enumeration of all outcomes that are no more likely than the observed one', () => {
    for (let n = 1; n <= 24; n += 1) {
      const ways = Array.from({ length: n + 1 }, (_, k) => {
        let product = 1;
        for (let i = 1; i <= k; i += 1) product = Math.round((product * (n - k + i)) / i);
        return product;
      });
      for (const [k, observed] of ways.entries()) {
        let atMost = 0;
        let equal = 0;
        for (const count of ways) {
          if (count <= observed) atMost += count;
          if (count === observed) equal += count;
        }
        const { exactP, midP, discordant } = mcnemarTest(k, n - k);
        expect(discordant).toBe(n);
        expect(exactP).toBeCloseTo(atMost / 2 ** n, 12);
        expect(midP).toBeCloseTo((atMost - equal / 2) / 2 ** n, 12);
      }
    }
  });

  it('is symmetric, says 1 without discordant items, and stays finite far out', () => {
    expect(mcnemarTest(3, 11)).toEqual(mcnemarTest(11, 3));
    expect(mcnemarTest(0, 0)).toEqual({ discordant: 0, exactP: 1, midP: 1 });
    expect(mcnemarTest(0, 10).exactP).toBeCloseTo(2 ** -9, 15);
    const far = mcnemarTest(100_000, 90_000);
    expect(far.exactP).toBeGreaterThan(0);
    expect(far.exactP).toBeLessThan(1e-100);
    expect(() => mcnemarTest(-1, 2)).toThrow(/onlyFirstRight is -1/);
  });
});

describe('countDiscordant', () => {
  it('counts the items that one alone gets right', () => {
    const bit = fc.constantFrom(0, 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(bit, bit, bit), { minLength: 1, maxLength: 40 }), (items) => {
        const only = (right: number, wrong: number) =>
          items.filter((item) => item[right] === item[0] && item[wrong] !== item[0]).length;
        const column = (index: 0 | 1 | 2) => items.map((item) => item[index]);
        expect(countDiscordant(column(0), column(1), column(2))).toEqual({
          onlyFirstRight: only(1, 2),
          onlySecondRight: only(2, 1),
        });
      }),
    );
    expect(() => countDiscordant([0, 1], [0, 1], [0])).toThrow(/second has 1/);
    expect(() => countDiscordant([0, 1], [0, 3], [0, 1])).toThrow(/first\[1\] is 3/);
  });
});
