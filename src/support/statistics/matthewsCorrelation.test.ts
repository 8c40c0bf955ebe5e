import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countConfusion } from './countConfusion.ts';
import { matthewsCorrelation } from './matthewsCorrelation.ts';

const bit = fc.constantFrom(0, 1);

const pearson = (x: number[], y: number[]): number => {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, index) => (value - meanX) * ((y[index] ?? 0) - meanY)));
  const spread = (values: number[], center: number) => Math.sqrt(mean(values.map((v) => (v - center) ** 2)));
  return covariance / (spread(x, meanX) * spread(y, meanY));
};

describe('matthewsCorrelation', () => {
  it('is the Pearson correlation of the two 0/1 vectors', () => {
    const bothVary = fc
      .array(fc.tuple(bit, bit), { minLength: 2, maxLength: 80 })
      .map((pairs) => ({ labels: pairs.map((pair) => pair[0]), answers: pairs.map((pair) => pair[1]) }))
      .filter(({ labels, answers }) => new Set(labels).size === 2 && new Set(answers).size === 2);
    fc.assert(
      fc.property(bothVary, ({ labels, answers }) => {
        expect(matthewsCorrelation(countConfusion(labels, answers)).value).toBeCloseTo(
          pearson(labels, answers),
          12,
        );
      }),
    );
  });

  it('is null with a reason for one class of labels, and 0 for a constant answer to both', () => {
    const value = (labels: number[], answers: number[]) =>
      matthewsCorrelation(countConfusion(labels, answers));
    expect(value([0, 0], [0, 1])).toEqual({ value: null, reason: 'no positive label in the group' });
    expect(value([1, 1], [0, 1])).toEqual({ value: null, reason: 'no negative label in the group' });
    expect(value([0, 1, 1], [1, 1, 1])).toEqual({ value: 0 });
    expect(value([0, 1], [0, 1])).toEqual({ value: 1 });
    expect(value([0, 1], [1, 0])).toEqual({ value: -1 });
  });

  it('neither overflows nor leaves [-1, 1] with counts near 2^53', () => {
    const huge = 2 ** 51;
    const counts = { truePositives: huge, falsePositives: 0, trueNegatives: huge, falseNegatives: 0 };
    expect(matthewsCorrelation(counts)).toEqual({ value: 1 });
  });
});
