import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeadlineQueue, type Waiting } from './createDeadlineQueue.ts';
import type { Lane } from './Lane.ts';

interface Job extends Waiting {
  readonly name: string;
}
const job = (
  name: string,
  deadline: number,
  { arrived = 0, alone = false, lane = 'challenge' as Lane } = {},
): Job => ({
  ...{ name, alone, lane },
  deadlineNs: BigInt(deadline),
  arrivedNs: BigInt(arrived),
});
const now = { nowNs: 100n, maxSize: 3, windowNs: 0n, reserveNs: 0n };
const names = (batch: { readonly jobs: readonly Job[] } | { untilNs: bigint } | null) =>
  batch !== null && 'jobs' in batch ? batch.jobs.map(({ name }) => name) : batch;

describe('createDeadlineQueue', () => {
  it('gives the earliest deadlines first, of equal ones the greater stake, and else the one that came first', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { minLength: 1 }), (given) => {
        const queue = createDeadlineQueue<Job>();
        const jobs = given.map(([deadline, stake], index) => ({
          ...job(String(index), deadline),
          // Nothing known is as good as none.
          ...(stake > 0 && { stake: BigInt(stake) }),
        }));
        for (const one of jobs) queue.add(one);
        const expected = jobs.toSorted(
          (one, other) =>
            Number(one.deadlineNs - other.deadlineNs) || Number((other.stake ?? 0n) - (one.stake ?? 0n)),
        );
        const got: Job[] = [];
        for (let batch = queue.takeBatch(now); batch !== null; batch = queue.takeBatch(now)) {
          if ('jobs' in batch) got.push(...batch.jobs);
        }
        expect(got).toEqual(expected);
        expect(queue.size).toBe(0);
      }),
    );
  });

  it('counts those that go before', () => {
    const queue = createDeadlineQueue<Job>();
    for (const deadline of [10, 20, 20, 30]) queue.add(job('', deadline));
    for (const deadline of [15, 25]) queue.add(job('', deadline, { lane: 'background' }));
    const ahead = (lane: Lane) =>
      [5n, 10n, 20n, 29n, 30n].map((deadlineNs) => queue.ahead({ lane, deadlineNs }));
    expect(ahead('challenge')).toEqual([0, 1, 3, 3, 4]);
    expect(ahead('background')).toEqual([4, 4, 5, 6, 6]);
  });

  it('forgets a job that is removed', () => {
    const queue = createDeadlineQueue<Job>();
    const first = job('first', 1);
    queue.add(first);
    queue.add(job('second', 2));
    expect([queue.remove(first), queue.remove(first)]).toEqual([true, false]);
    expect(names(queue.takeBatch(now))).toEqual(['second']);
  });

  it('lets a batch that is not full wait for the window, counted from its oldest job', () => {
    const queue = createDeadlineQueue<Job>();
    const window = { ...now, windowNs: 50n };
    queue.add(job('young', 1_000, { arrived: 90 }));
    queue.add(job('old', 2_000, { arrived: 60 }));
    expect(queue.takeBatch(window)).toEqual({ untilNs: 110n });
    expect(names(queue.takeBatch({ ...window, nowNs: 110n }))).toEqual(['young', 'old']);
    for (const name of ['a', 'b', 'c', 'd']) queue.add(job(name, 1_000, { arrived: 100 }));
    expect(names(queue.takeBatch(window))).toEqual(['a', 'b', 'c']);
    expect(queue.takeBatch(window)).toEqual({ untilNs: 150n });
  });

  it('waits only as long as the first deadline allows', () => {
    const queue = createDeadlineQueue<Job>();
    queue.add(job('urgent', 140, { arrived: 100 }));
    expect(queue.takeBatch({ ...now, windowNs: 50n, reserveNs: 20n })).toEqual({ untilNs: 120n });
    expect(names(queue.takeBatch({ ...now, windowNs: 50n, reserveNs: 50n }))).toEqual(['urgent']);
  });

  it('keeps a job that must be alone out of batches, and does not make it wait', () => {
    const queue = createDeadlineQueue<Job>();
    queue.add(job('first', 10));
    queue.add(job('suspect', 20, { alone: true }));
    queue.add(job('third', 30));
    expect(names(queue.takeBatch(now))).toEqual(['first', 'third']);
    expect(names(queue.takeBatch({ ...now, windowNs: 1_000n }))).toEqual(['suspect']);
    expect(queue.takeBatch(now)).toBeNull();
  });

  it('never lets background work go before a challenge that waits, and keeps the order of deadlines in each lane', () => {
    const lanes = fc.constantFrom<Lane>('challenge', 'background');
    const step = fc.oneof(
      fc.record({ lane: lanes, deadline: fc.nat(20), alone: fc.boolean() }),
      fc.record({ take: fc.integer({ min: 1, max: 4 }) }),
      fc.constant({ evict: true }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = createDeadlineQueue<Job>();
        let waiting: Job[] = [];
        const isDue = (one: Job, other: Job) => Number(one.deadlineNs - other.deadlineNs);
        for (const [index, done] of steps.entries()) {
          if ('lane' in done) {
            const added = job(String(index), done.deadline, done);
            queue.add(added);
            waiting.push(added);
          } else if ('take' in done) {
            const batch = queue.takeBatch({ ...now, maxSize: done.take });
            const taken = batch !== null && 'jobs' in batch ? batch.jobs : [];
            expect(taken.length > 0).toBe(waiting.length > 0);
            waiting = waiting.filter((one) => !taken.includes(one));
            const first = taken[0];
            for (const one of taken) {
              const left = waiting.filter(({ lane }) => lane === one.lane || one.lane === 'background');
              // Who had to stay although it is due sooner, may only be in no batch with others.
              for (const other of left) {
                if (one.lane !== other.lane) expect(other.lane).toBe('background');
                else if (isDue(other, one) < 0) expect(other.alone && one !== first).toBe(true);
              }
            }
          } else {
            const last = queue.lastBackground;
            const background = waiting.filter(({ lane }) => lane === 'background');
            expect(last).toBe(background.toSorted(isDue).at(-1));
            if (last !== undefined) queue.remove(last);
            waiting = waiting.filter((one) => one !== last);
          }
          expect(queue.size).toBe(waiting.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is emptied at once', () => {
    const queue = createDeadlineQueue<Job>();
    queue.add(job('a', 1));
    queue.add(job('b', 2));
    expect(queue.takeAll()).toHaveLength(2);
    expect(queue.size).toBe(0);
  });
});
