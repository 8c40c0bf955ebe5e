import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseWeights } from './chooseWeights.ts';
import { limitWeights } from './limitWeights.ts';

const scoresOf = (...scores: number[]) => scores.map((score, uid) => ({ uid, score }));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('limitWeights', () => {
  it('sums to one, keeps the order, and stays under the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 }),
        fc.double({ min: 0.03, max: 1, noNaN: true }),
        (weights, limit) => {
          const limited = limitWeights(weights, limit);
          expect(sum(limited)).toBeCloseTo(1, 9);
          if (weights.filter((weight) => weight > 1e-6).length * limit > 1.01) {
            expect(Math.max(...limited)).toBeLessThanOrEqual(limit + 1e-6);
          }
          for (const [index, weight] of weights.entries()) {
            const larger = weights.findIndex((other) => other > weight);
            if (larger >= 0) expect(limited[larger]).toBeGreaterThanOrEqual((limited[index] ?? 0) - 1e-12);
          }
        },
      ),
    );
  });

  it('gives what is above the limit to the others', () => {
    const [large = 0, ...others] = limitWeights([0.6, 0.2, 0.1, 0.1], 0.4);
    expect(large).toBeCloseTo(0.4, 6);
    expect(others[0]).toBeCloseTo(0.3, 6);
    expect(limitWeights([3, 1], 0.5)).toEqual([0.5, 0.5]);
    expect(limitWeights([3, 1], 1)).toEqual([0.75, 0.25]);
  });
});

describe('chooseWeights', () => {
  it('scales the largest to 65,535 and leaves out what rounds to nothing', () => {
    expect(chooseWeights(scoresOf(0, 0.8, 0.4, 1e-9))).toEqual([
      { uid: 1, weight: 65_535 },
      // Half of it is 32,767.5; halves go to the even number.
      { uid: 2, weight: 32_768 },
    ]);
  });

  it('burns all where there is nothing to reward, or too little', () => {
    const burned = [{ uid: 0, weight: 65_535 }];
    expect(chooseWeights([])).toEqual(burned);
    expect(chooseWeights(scoresOf(0, 0, Number.NaN))).toEqual(burned);
    expect(chooseWeights(scoresOf(0, 0.8, 0.4), { minAllowedWeights: 3 })).toEqual(burned);
    expect(chooseWeights(scoresOf(0, 0.8, 0.4), { minAllowedWeights: 2 })).toHaveLength(2);
  });

  it('gives everything to one uid while the subnet is halted', () => {
    expect(chooseWeights(scoresOf(0, 1), { halt: { kind: 'burn' } })).toEqual([{ uid: 0, weight: 65_535 }]);
    expect(chooseWeights(scoresOf(0, 1), { halt: { kind: 'owner', uid: 7 } })).toEqual([
      { uid: 7, weight: 65_535 },
    ]);
  });

  it('caps a miner that is far ahead', () => {
    const weights = chooseWeights(scoresOf(0, 0.9, 0.1, 0.1), { maxWeightLimit: 0.5 });
    expect(weights.map(({ weight }) => weight)).toEqual([65_535, 32_768, 32_768]);
  });
});
