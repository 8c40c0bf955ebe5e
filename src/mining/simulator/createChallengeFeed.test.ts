import { describe, expect, it } from 'vitest';
import type { ChallengeSource } from './ChallengeSource.ts';
import { createChallengeFeed } from './createChallengeFeed.ts';
import { createChallengePlan } from './createChallengePlan.ts';

const image = (label: 0 | 1 | null, name: string) => ({
  ...{ jpeg: new Uint8Array(), label, source: 'real' as const, name },
});
const sourceOf = (next: (count: number) => boolean | Promise<boolean>) => {
  let count = 0;
  const source: ChallengeSource = {
    async next(label) {
      count += 1;
      const name = `${count}`;
      return (await next(count)) ? image(label, name) : null;
    },
    close: async () => {},
  };
  return { source, asked: () => count };
};
const planOf = (challenges: number, validators: number) =>
  createChallengePlan({ seed: 'a', challenges, validators, organicShare: 0, labels: 'uniform' });
const never = new AbortController().signal;

describe('createChallengeFeed', () => {
  it('gives each validator the same images, whoever is faster', async () => {
    const namesOf = async (order: readonly number[]) => {
      const feed = createChallengeFeed(planOf(6, 2), sourceOf(() => true).source, 2, never);
      const names: string[][] = [[], []];
      for (const validator of order) names[validator]?.push((await feed.take(validator))?.image.name ?? '-');
      return names;
    };
    const expected = [
      ['1', '3', '5', '-'],
      ['2', '4', '6', '-'],
    ];
    expect(await namesOf([0, 1, 0, 1, 0, 1, 0, 1])).toEqual(expected);
    expect(await namesOf([1, 1, 1, 1, 0, 0, 0, 0])).toEqual(expected);
  });

  it('numbers what is sent and makes up for rounds without an image', async () => {
    const feed = createChallengeFeed(planOf(3, 1), sourceOf((count) => count % 2 === 0).source, 1, never);
    const taken = [await feed.take(0), await feed.take(0), await feed.take(0)];
    expect(taken.map((ready) => [ready?.challenge, ready?.image.name])).toEqual([
      [0, '2'],
      [1, '4'],
      [2, '6'],
    ]);
    expect(await feed.take(0)).toBeNull();
  });

  it('ends when the source has no more', async () => {
    const { source, asked } = sourceOf((count) => count <= 2);
    const feed = createChallengeFeed(planOf(50, 1), source, 1, never);
    const taken = [await feed.take(0), await feed.take(0), await feed.take(0)];
    expect(taken.map((ready) => ready?.challenge ?? null)).toEqual([0, 1, null]);
    expect(asked()).toBeLessThan(120);
  });

  it('lets fast validators wait while much lies ready for a slow one', async () => {
    const { source, asked } = sourceOf(() => true);
    const feed = createChallengeFeed(planOf(1_000, 2), source, 2, never);
    for (let index = 0; index < 31; index += 1) await feed.take(1);
    let released = false;
    const waiting = feed.take(1).then(() => {
      released = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(released).toBe(false);
    expect(asked()).toBeLessThan(80);
    await feed.take(0);
    await waiting;
  });

  it('passes on what the source threw, and lets go at once when it is stopped', async () => {
    const broken = createChallengeFeed(
      planOf(2, 2),
      sourceOf(() => Promise.reject(new Error('no disk'))).source,
      2,
      never,
    );
    await expect(Promise.all([broken.take(0), broken.take(1)])).rejects.toThrow('no disk');
    const controller = new AbortController();
    const slow = createChallengeFeed(
      planOf(2, 1),
      sourceOf(() => new Promise<boolean>(() => {})).source,
      1,
      controller.signal,
    );
    const taken = slow.take(0);
    controller.abort(new Error('Ctrl-C'));
    await expect(taken).rejects.toThrow('Ctrl-C');
  });
});
