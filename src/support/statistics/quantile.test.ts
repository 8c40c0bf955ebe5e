import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantile', () => {
  it('hits the order statistics at k/(n-1) and is linear between them', () => {
    fc.assert(
      fc.property(values, fc.nat(), unit, (list, pick, share) => {
        const sorted = list.toSorted((a, b) => a - b);
        const steps = Math.max(1, sorted.length - 1);
        const k = pick % steps;
        const low = sorted[k] ?? 0;
        const high = sorted[Math.min(k + 1, sorted.length - 1)] ?? low;
        const wanted = low + (high - low) * share;
        expect(quantile(list, sorted.length === 1 ? share : (k + share) / steps)).toBeCloseTo(wanted, 3);
      }),
    );
  });

  it('has its known values, and never leaves the data', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([-1.7e308, 1.7e308], 0.5)).toBe(0);
    fc.assert(
      fc.property(values, unit, (list, p) => {
        expect(quantile(list, p)).toBeGreaterThanOrEqual(Math.min(...list));
        expect(quantile(list, p)).toBeLessThanOrEqual(Math.max(...list));
      }),
    );
  });

  it('leaves its input alone and refuses a probability outside [0, 1]', () => {
    const list = [3, 1, 2];
    quantile(list, 0.1);
    expect(list).toEqual([3, 1, 2]);
    expect(() => quantile(list, 1.1)).toThrow(/probability is 1.1/);
    expect(() => quantile(list, Number.NaN)).toThrow(/probability is NaN/);
  });
});
