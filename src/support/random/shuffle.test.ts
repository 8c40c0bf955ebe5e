import { describe, expect, it } from 'vitest';
import { createRandom } from './createRandom.ts';
import { shuffle } from './shuffle.ts';

describe('shuffle', () => {
  it('leaves its argument alone and gives every order about equally often', () => {
    const random = createRandom('shuffle');
    const items = ['a', 'b', 'c'] as const;
    const counts = new Map<string, number>();
    for (let round = 0; round < 6_000; round += 1) {
      const order = shuffle(items, random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(items.join('')).toBe('abc');
    expect(counts.size).toBe(6);
    // 1,000 expected, standard deviation 29: six of them.
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(175);
    expect(shuffle([], random)).toEqual([]);
  });
});
