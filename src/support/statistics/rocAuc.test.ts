import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rocAuc } from './rocAuc.ts';

/** The definition: the share of the (positive, negative) pairs in the right order, ties counting half. */
const countPairs = (labels: number[], scores: number[]): number | null => {
  let won = 0;
  let pairs = 0;
  for (const [i, label] of labels.entries()) {
    for (const [j, other] of labels.entries()) {
      if (label !== 1 || other !== 0) continue;
      pairs += 1;
      const [high = 0, low = 0] = [scores[i], scores[j]];
      won += high > low ? 1 : high === low ? 0.5 : 0;
    }
  }
  return pairs === 0 ? null : won / pairs;
};

describe('rocAuc', () => {
  const score = fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  const items = fc.array(fc.tuple(fc.constantFrom(0, 1), score), { minLength: 1, maxLength: 60 });

  it('equals the count over all pairs, with many ties, exactly', () => {
    fc.assert(
      fc.property(items, (pairs) => {
        const labels = pairs.map(([label]) => label);
        const scores = pairs.map(([, value]) => value);
        expect(rocAuc(labels, scores).value).toBe(countPairs(labels, scores));
      }),
      { numRuns: 500 },
    );
  });

  it('is turned around by negated scores and unmoved by order', () => {
    fc.assert(
      fc.property(items, (pairs) => {
        const auc = (list: [number, number][], sign: number) =>
          rocAuc(
            list.map(([label]) => label),
            list.map(([, value]) => sign * value),
          ).value;
        const value = auc(pairs, 1);
        expect(auc(pairs.toReversed(), 1)).toBe(value);
        if (value !== null) expect(auc(pairs, -1)).toBeCloseTo(1 - value, 14);
      }),
    );
  });

  it('is null with a reason for one class', () => {
    expect(rocAuc([1, 1], [0.2, 0.3])).toEqual({ value: null, reason: 'no negative label in the group' });
    expect(rocAuc([0], [0.2])).toEqual({ value: null, reason: 'no positive label in the group' });
  });
});
