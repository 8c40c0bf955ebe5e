import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunningMoments } from './RunningMoments.ts';

const of = (values: number[]): RunningMoments => {
  const moments = new RunningMoments();
  for (const value of values) moments.add(value);
  return moments;
};
const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 60 });

describe('RunningMoments', () => {
  it('equals the two-pass mean and unbiased variance', () => {
    fc.assert(
      fc.property(values, (list) => {
        const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
        const variance = list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (list.length - 1);
        const moments = of(list);
        expect(moments.count).toBe(list.length);
        expect(moments.mean.value).toBeCloseTo(mean, 9);
        expect(moments.variance.value).toBeCloseTo(variance, 6);
      }),
    );
  });

  it('merges as if all values had come one after the other', () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const merged = of(first);
        merged.merge(of(second));
        const whole = of([...first, ...second]);
        expect(merged.count).toBe(whole.count);
        expect(merged.mean.value).toBeCloseTo(whole.mean.value ?? Number.NaN, 9);
        expect(merged.variance.value).toBeCloseTo(whole.variance.value ?? Number.NaN, 6);
      }),
    );
    const empty = new RunningMoments();
    empty.merge(new RunningMoments());
    expect(empty.count).toBe(0);
  });

  it('keeps the variance of small differences on a huge offset', () => {
    expect(of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance.value).toBe(30);
  });

  it('is null with a reason before there is anything to say, and refuses NaN unchanged', () => {
    const moments = new RunningMoments();
    expect(moments.mean).toEqual({ value: null, reason: 'no value yet' });
    moments.add(5);
    expect(moments.variance).toEqual({ value: null, reason: 'fewer than two values' });
    expect(() => moments.add(Number.NaN)).toThrow(/not a finite number/);
    expect([moments.count, moments.mean.value]).toEqual([1, 5]);
  });
});
