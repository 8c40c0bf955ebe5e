import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationBins } from './calibrationBins.ts';
import { expectedCalibrationError } from './expectedCalibrationError.ts';

const probability = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 1));
const items = fc.array(fc.tuple(fc.constantFrom(0, 1), probability), { minLength: 1, maxLength: 80 });
const kind = fc.constantFrom('equal-width', 'equal-mass' as const);
const bins = fc.integer({ min: 1, max: 20 });
const split = (pairs: [number, number][]) =>
  [pairs.map(([label]) => label), pairs.map(([, answer]) => answer)] as const;

describe('calibrationBins', () => {
  it('put every item into one bin, in rising order without overlap, and keep the total means', () => {
    fc.assert(
      fc.property(items, kind, bins, (pairs, chosen, number) => {
        const made = calibrationBins(...split(pairs), { bins: number, kind: chosen });
        expect(made.length).toBeLessThanOrEqual(number);
        expect(made.reduce((sum, bin) => sum + bin.count, 0)).toBe(pairs.length);
        const labels = pairs.reduce((sum, [label]) => sum + label, 0);
        expect(made.reduce((sum, bin) => sum + bin.count * bin.frequency, 0)).toBeCloseTo(labels, 9);
        let highest = -1;
        for (const bin of made) {
          expect(bin.lowestProbability).toBeGreaterThan(highest);
          highest = bin.highestProbability;
        }
      }),
    );
  });

  it('do not depend on the order of the items', () => {
    fc.assert(
      fc.property(items, kind, bins, (pairs, chosen, number) => {
        const options = { bins: number, kind: chosen };
        const forward = expectedCalibrationError(...split(pairs), options);
        expect(expectedCalibrationError(...split(pairs.toReversed()), options)).toBeCloseTo(forward, 12);
      }),
    );
  });

  it('hold equally many items each when nothing ties, and equal-width ones stay in their range', () => {
    const probabilities = Array.from({ length: 20 }, (_, index) => (index / 20) ** 2);
    const labels = probabilities.map((_, index) => index % 2);
    expect(
      calibrationBins(labels, probabilities, { bins: 5, kind: 'equal-mass' }).map((b) => b.count),
    ).toEqual([4, 4, 4, 4, 4]);
    for (const bin of calibrationBins(labels, probabilities, { bins: 10 })) {
      expect(Math.floor(bin.highestProbability * 10)).toBe(Math.floor(bin.lowestProbability * 10));
    }
    expect(calibrationBins([1, 0], [1, 0.95], { bins: 10 }).map((bin) => bin.count)).toEqual([2]);
  });
});

describe('expectedCalibrationError', () => {
  it('has its closed forms', () => {
    expect(expectedCalibrationError([0, 1], [0, 1])).toBe(0);
    expect(expectedCalibrationError([1, 0], [0, 1])).toBe(1);
    expect(expectedCalibrationError([0, 1, 1, 1], [0.75, 0.75, 0.75, 0.75])).toBe(0);
    // One bin of two items: |0.5 - 0.5| although each answer is wrong; two bins see it.
    expect(expectedCalibrationError([1, 0], [0.1, 0.9], { bins: 1 })).toBeCloseTo(0, 15);
    expect(expectedCalibrationError([1, 0], [0.1, 0.9], { bins: 2 })).toBeCloseTo(0.9, 15);
  });

  it('equals a direct sum over all bins', () => {
    fc.assert(
      fc.property(items, bins, (pairs, number) => {
        let error = 0;
        for (let index = 0; index < number; index += 1) {
          const inside = pairs.filter(([, p]) => Math.min(number - 1, Math.floor(p * number)) === index);
          const difference = inside.reduce((sum, [label, p]) => sum + p - label, 0);
          error += Math.abs(difference) / pairs.length;
        }
        expect(expectedCalibrationError(...split(pairs), { bins: number })).toBeCloseTo(error, 12);
      }),
    );
  });

  it('refuses zero bins and fractions of bins', () => {
    expect(() => expectedCalibrationError([1], [1], { bins: 0 })).toThrow(/bins is 0/);
    expect(() => expectedCalibrationError([1], [1], { bins: 2.5 })).toThrow(/bins is 2.5/);
  });
});
