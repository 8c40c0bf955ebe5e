import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerHull } from './lowerHull.ts';

describe('lowerHull', () => {
  it('runs along the lowest points', () => {
    expect(lowerHull([4, 9, 2, 9, 0, 9, 9, 6])).toEqual([4, 3, 2, 1, 0, 2, 4, 6]);
    expect(lowerHull([null, 3, null, 5, null])).toEqual([3, 3, 4, 5, 5]);
    expect(lowerHull([null, null])).toEqual([0, 0]);
    expect(lowerHull([])).toEqual([]);
  });

  it('is convex, below every point, and touches the outermost ones', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 40 }), (values) => {
        const hull = lowerHull(values);
        expect(hull[0]).toBe(values[0]);
        expect(hull.at(-1)).toBe(values.at(-1));
        for (const [index, value] of values.entries()) {
          expect(hull[index]).toBeLessThanOrEqual(value + 1e-9);
          const bend = (hull[index - 1] ?? value) - 2 * (hull[index] ?? 0) + (hull[index + 1] ?? value);
          if (index > 0 && index < values.length - 1) expect(bend).toBeGreaterThan(-1e-9);
        }
      }),
    );
  });
});
