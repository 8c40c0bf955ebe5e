import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brierScore } from './brierScore.ts';
import { logLoss } from './logLoss.ts';

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const items = fc.array(fc.tuple(fc.constantFrom(0, 1), probability), { minLength: 1, maxLength: 50 });
const split = (pairs: [number, number][]) =>
  [pairs.map(([label]) => label), pairs.map(([, answer]) => answer)] as const;

describe('brierScore', () => {
  it('has its closed forms', () => {
    expect(brierScore([0, 1], [0, 1])).toBe(0);
    expect(brierScore([0, 1], [1, 0])).toBe(1);
    expect(brierScore([0, 1, 1], [0.5, 0.5, 0.5])).toBe(0.25);
    expect(brierScore([1], [0.9])).toBeCloseTo(0.01, 15);
  });

  it('decomposes, for a constant probability p, into (p - base rate)^2 + base rate (1 - base rate)', () => {
    fc.assert(
      fc.property(items, probability, (pairs, p) => {
        const [labels] = split(pairs);
        const base = labels.reduce((sum, label) => sum + label, 0) / labels.length;
        const score = brierScore(
          labels,
          labels.map(() => p),
        );
        expect(score).toBeCloseTo((p - base) ** 2 + base * (1 - base), 12);
      }),
    );
  });
});

describe('logLoss', () => {
  it('has its closed forms, clipped where certainty is wrong', () => {
    expect(logLoss([0, 1], [0.5, 0.5])).toBeCloseTo(Math.LN2, 15);
    expect(logLoss([1], [0.25])).toBeCloseTo(Math.log(4), 15);
    expect(logLoss([1], [0])).toBeCloseTo(52 * Math.LN2, 12);
    expect(logLoss([0], [1])).toBeCloseTo(52 * Math.LN2, 12);
    expect(logLoss([1], [0], 0)).toBe(Number.POSITIVE_INFINITY);
    expect(logLoss([0], [1e-20], 0)).toBeCloseTo(1e-20, 30);
  });

  it('is minus the logarithm of the likelihood, per item', () => {
    fc.assert(
      fc.property(items, (pairs) => {
        const clipped = pairs.map(([label, p]): [number, number] => [
          label,
          Math.min(0.99, Math.max(0.01, p)),
        ]);
        const likelihood = clipped.reduce((product, [label, p]) => product * (label === 1 ? p : 1 - p), 1);
        expect(logLoss(...split(clipped))).toBeCloseTo(-Math.log(likelihood) / pairs.length, 10);
      }),
    );
  });

  it('refuses a clip of a half or more', () => {
    expect(() => logLoss([1], [0.5], 0.5)).toThrow(/clip is 0.5/);
  });
});
