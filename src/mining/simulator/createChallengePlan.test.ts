import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChallengePlanOptions, createChallengePlan } from './createChallengePlan.ts';

const options: ChallengePlanOptions = {
  ...{ seed: 'a', challenges: 12, validators: 3, organicShare: 0, labels: 'uniform' },
};
const drawAll = (part: Partial<ChallengePlanOptions>) => {
  const plan = createChallengePlan({ ...options, ...part });
  return [...Array(10_000)].flatMap(() => plan.next() ?? []);
};

describe('createChallengePlan', () => {
  it('goes round the validators, the same again from the same seed', () => {
    const draws = drawAll({});
    expect(draws.map(({ validator }) => validator)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
    expect(drawAll({})).toEqual(draws);
    const labelsOf = (seed: string) =>
      drawAll({ seed })
        .map(({ label }) => label)
        .join('');
    expect(new Set(['a', 'b', 'c', 'd'].map(labelsOf)).size).toBe(4);
  });

  it('draws each label with probability ½ and organic challenges with theirs, apart from each other', () => {
    const draws = drawAll({ challenges: 6_000, organicShare: 0.3 });
    // Standard deviations below 39: six of them.
    expect(Math.abs(draws.filter(({ label }) => label === 1).length - 3_000)).toBeLessThan(235);
    expect(Math.abs(draws.filter(({ kind }) => kind === 'organic').length - 1_800)).toBeLessThan(235);
    expect(drawAll({ challenges: 6_000 }).map(({ label }) => label)).toEqual(draws.map(({ label }) => label));
  });

  it('can balance the labels', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 99 }), (seed, challenges) => {
        const draws = drawAll({ seed, challenges, labels: 'balanced' });
        const positives = draws.filter(({ label }) => label === 1).length;
        expect(draws).toHaveLength(challenges);
        expect(Math.abs(2 * positives - challenges)).toBe(challenges % 2);
      }),
    );
    const orders = ['a', 'b', 'c'].map((seed) =>
      drawAll({ seed, challenges: 20, labels: 'balanced' })
        .map(({ label }) => label)
        .join(''),
    );
    expect(new Set(orders).size).toBe(3);
  });

  it('draws again for a round without an image, until there were 100 in a row', () => {
    const plan = createChallengePlan({ ...options, challenges: 1 });
    for (let round = 0; round < 100; round += 1) {
      expect(plan.next()).toBeDefined();
      expect(plan.next()).toBeUndefined();
      plan.skip();
      if (round === 50) plan.take();
    }
    for (let round = 0; round < 51; round += 1) {
      expect(plan.next()).toBeDefined();
      plan.skip();
    }
    expect(plan.next()).toBeUndefined();
  });

  it('follows a plan that was given', () => {
    const given = [
      { atMs: 0, kind: 'organic', label: null, validator: 4 },
      { atMs: 5, kind: 'scored', label: 1, validator: 0 },
    ] as const;
    const plan = createChallengePlan({ ...options, given });
    expect(plan.next()).toEqual({ ...given[0], validator: 1 });
    plan.skip();
    expect(plan.next()).toEqual(given[1]);
    expect(plan.next()).toBeUndefined();
  });
});
