import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createInferenceJob } from '../workers/createInferenceJob.ts';
import type { Lane } from '../workers/Lane.ts';
import { createOutbox } from './createOutbox.ts';

const clock = createManualClock();
const job = (id: number, deadline: number, lane: Lane = 'challenge') =>
  createInferenceJob({
    ...{ id, lane, stage: 'classifier', image: new Uint8Array(id), clock, onAbandoned: () => {} },
    deadlineNs: BigInt(deadline) * 1_000_000n,
  });
const filled = () => {
  const outbox = createOutbox();
  outbox.add(job(1, 30));
  outbox.add(job(2, 10, 'background'));
  outbox.add(job(3, 20));
  outbox.add(job(4, 40, 'background'));
  return outbox;
};
const ids = (jobs: readonly { id: number }[]) => jobs.map(({ id }) => id);

describe('createOutbox', () => {
  it('hands out the most urgent challenge first, passes over what is late, and counts bytes', () => {
    const outbox = filled();
    expect([outbox.size, outbox.bytes]).toEqual([4, 10]);
    expect(outbox.takeNext(0n)?.id).toBe(3);
    expect(outbox.takeNext(0n)?.id).toBe(1);
    expect(outbox.takeNext(11_000_000n)?.id).toBe(4);
    expect(outbox.takeNext(0n)).toBeUndefined();
    expect(outbox.counts()).toEqual({ sent: 3, waiting: 0 });
    expect(outbox.remove(3)).toBe('sent');
    expect(outbox.remove(3)).toBeUndefined();
    expect([outbox.size, outbox.bytes]).toEqual([3, 7]);
  });

  it('makes room with background work that waits before what is sent already', () => {
    const outbox = filled();
    expect(outbox.lastBackground?.id).toBe(4);
    expect(outbox.remove(4)).toBe('waiting');
    expect(outbox.lastBackground?.id).toBe(2);
    while (outbox.takeNext(0n) !== undefined);
    expect(outbox.lastBackground?.id).toBe(2);
    outbox.remove(2);
    expect(outbox.lastBackground).toBeUndefined();
  });

  it('takes back what was sent, and gives up what was there at two deaths, but not at orderly ends', () => {
    const outbox = filled();
    const takeAll = () => {
      while (outbox.takeNext(0n) !== undefined);
    };
    expect([outbox.takeNext(0n)?.id, outbox.takeBack({ innocent: false })]).toEqual([3, []]);
    expect(outbox.counts()).toEqual({ sent: 0, waiting: 4 });
    takeAll();
    expect(outbox.takeBack({ innocent: true })).toEqual([]);
    takeAll();
    expect(ids(outbox.takeBack({ innocent: false }))).toEqual([3]);
    expect([outbox.size, outbox.bytes]).toEqual([3, 7]);
    takeAll();
    expect(ids(outbox.takeBack({ innocent: false })).sort()).toEqual([1, 2, 4]);
    expect([outbox.size, outbox.bytes]).toEqual([0, 0]);
  });
});
