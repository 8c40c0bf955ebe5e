import { describe, expect, it } from 'vitest';
import { workAhead } from './workAhead.ts';

const itemsOf = (count: number) => {
  let next = 0;
  return () => {
    const item = next;
    next += 1;
    return item < count ? item : undefined;
  };
};

describe('workAhead', () => {
  it('keeps the order, whichever is done first, and runs no further ahead than it may', async () => {
    const begun: number[] = [];
    const finish = new Map<number, () => void>();
    const results = workAhead(
      itemsOf(5),
      (item) =>
        new Promise<string>((resolve) => {
          begun.push(item);
          finish.set(item, () => resolve(`result ${item}`));
        }),
      2,
    );
    const first = results.next();
    await Promise.resolve();
    expect(begun).toEqual([0, 1, 2]);
    finish.get(2)?.();
    finish.get(1)?.();
    finish.get(0)?.();
    expect(await first).toEqual({ value: 'result 0', done: false });
    expect(begun).toEqual([0, 1, 2]);
    expect((await results.next()).value).toBe('result 1');
    expect(begun).toEqual([0, 1, 2, 3]);
    expect((await results.next()).value).toBe('result 2');
    for (const item of [3, 4]) finish.get(item)?.();
    expect((await results.next()).value).toBe('result 3');
    expect((await results.next()).value).toBe('result 4');
    expect((await results.next()).done).toBe(true);
  });

  it('asks again after each result, so that an item can be replaced', async () => {
    const items = [1];
    const results = workAhead(
      () => items.shift(),
      async (item) => item,
      3,
    );
    expect((await results.next()).value).toBe(1);
    items.push(2);
    expect((await results.next()).value).toBe(2);
    expect((await results.next()).done).toBe(true);
  });

  it('throws at the place of what failed', async () => {
    const results = workAhead(
      itemsOf(2),
      async (item) => (item === 1 ? Promise.reject(new Error('no')) : item),
      5,
    );
    expect((await results.next()).value).toBe(0);
    await expect(results.next()).rejects.toThrow('no');
  });
});
