import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChallenges } from './planChallenges.ts';

describe('planChallenges', () => {
  it('is balanced, the same again from the same seed, and never of training', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constant('train-scenes-1')),
        fc.integer({ min: 1, max: 99 }),
        (seed, count) => {
          const orders = planChallenges(seed, count);
          const positives = orders.filter(({ label }) => label === 1).length;
          expect(orders).toHaveLength(count);
          expect(Math.abs(2 * positives - count)).toBe(count % 2);
          expect(new Set(orders.map((order) => order.seed)).size).toBe(count);
          expect(orders.some((order) => order.seed.startsWith('train-'))).toBe(false);
          expect(planChallenges(seed, count)).toEqual(orders);
        },
      ),
    );
  });

  it('shuffles, by the seed', () => {
    const labelsOf = (seed: string) => planChallenges(seed, 20).map(({ label }) => label);
    const all = ['a', 'b', 'c'].map((seed) => labelsOf(seed).join(''));
    expect(new Set(all).size).toBe(3);
    expect(all).not.toContain('01'.repeat(10));
    expect(all).not.toContain('10'.repeat(10));
  });
});
