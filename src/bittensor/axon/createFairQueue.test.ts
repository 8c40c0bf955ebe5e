import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFairQueue, type Waiter } from './createFairQueue.ts';

interface Job extends Waiter {
  id: number;
}

const setUp = (changes: { capacity?: number; perAddress?: number } = {}) => {
  const queue = createFairQueue<Job>({ ranks: 3, capacity: 100, perAddress: 100, ...changes });
  let id = 0;
  const push = (rank: number, address: string, hotkey = 'h') =>
    queue.push({ id: id++, rank, address, hotkey })?.id ?? null;
  const drain = (): number[] => {
    const order: number[] = [];
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) order.push(job.id);
    return order;
  };
  return { queue, push, drain };
};

describe('createFairQueue', () => {
  it('serves ranks in order, in a rank addresses in turn, of an address hotkeys in turn', () => {
    const { push, drain } = setUp();
    push(2, 'a'); // 0
    push(1, 'b', 'x'); // 1
    push(1, 'b', 'x'); // 2
    push(1, 'b', 'y'); // 3
    push(1, 'c'); // 4
    push(0, 'd'); // 5
    expect(drain()).toEqual([5, 1, 4, 3, 2, 0]);
  });

  it('turns away the newest of the longest line of the greatest address of the last rank', () => {
    const { push, drain } = setUp({ capacity: 4 });
    push(2, 'a', 'x'); // 0
    push(2, 'a', 'x'); // 1
    push(2, 'a', 'x'); // 2
    push(2, 'b'); // 3
    expect(push(2, 'a', 'y')).toBe(2);
    expect(push(2, 'c')).toBe(1);
    expect(push(0, 'd')).toBe(0);
    // Everybody has one place now: the newcomer finds none, unless its rank is better.
    expect(push(2, 'e')).toBe(7);
    expect(push(1, 'f')).toBe(4);
    expect(drain()).toEqual([6, 8, 3, 5]);
  });

  it('bounds an address, within which the longest line gives way', () => {
    const { push, drain } = setUp({ perAddress: 3 });
    push(2, 'a', 'x'); // 0
    push(2, 'a', 'x'); // 1
    push(2, 'a', 'x'); // 2
    expect(push(2, 'a', 'x')).toBe(3);
    expect(push(2, 'a', 'real')).toBe(2);
    expect(push(2, 'b')).toBe(null);
    expect(drain()).toEqual([0, 5, 4, 1]);
  });

  it('takes out a job that gave up, and knows the oldest', () => {
    const { queue, push, drain } = setUp();
    push(1, 'a');
    push(0, 'b');
    const oldest = queue.oldest();
    expect(oldest?.id).toBe(0);
    if (oldest) queue.remove(oldest);
    if (oldest) queue.remove(oldest);
    expect(queue.oldest()?.id).toBe(1);
    expect(drain()).toEqual([1]);
    expect(queue.size).toBe(0);
  });

  it('keeps its bounds, loses no job, and always turns away rather one of who has more', () => {
    const jobs = fc.array(
      fc.record({ rank: fc.nat(2), address: fc.nat(5).map(String), hotkey: fc.nat(3).map(String) }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(jobs, fc.integer({ min: 1, max: 12 }), (arrivals, capacity) => {
        const { queue, push, drain } = setUp({ capacity, perAddress: 4 });
        const waiting = new Map<number, (typeof arrivals)[number]>();
        const count = (of: (typeof arrivals)[number]): number =>
          [...waiting.values()].filter(({ rank, address }) => rank === of.rank && address === of.address)
            .length;
        for (const [id, job] of arrivals.entries()) {
          waiting.set(id, job);
          const victim = push(job.rank, job.address, job.hotkey);
          if (victim === null) continue;
          const gone = waiting.get(victim) ?? job;
          expect(gone.rank).toBeGreaterThanOrEqual(job.rank);
          if (gone.rank === job.rank) expect(count(gone)).toBeGreaterThanOrEqual(count(job));
          waiting.delete(victim);
          expect(queue.size).toBeLessThanOrEqual(capacity);
        }
        expect(drain().sort((one, other) => one - other)).toEqual([...waiting.keys()]);
      }),
    );
  });
});
