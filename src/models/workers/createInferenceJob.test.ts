import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createInferenceJob, type InferenceJob } from './createInferenceJob.ts';
import { workersError } from './errors.ts';
import type { ItemResult } from './messages.ts';

const start = ({ ms = 100, signal }: { ms?: number; signal?: AbortSignal } = {}) => {
  const clock = createManualClock();
  const abandoned: InferenceJob[] = [];
  const job = createInferenceJob({
    ...{ id: 7, lane: 'challenge', stage: 'classifier', image: Uint8Array.of(1), signal, clock },
    deadlineNs: clock.monotonicNs() + BigInt(Math.round(ms * 1e6)),
    onAbandoned: (given) => abandoned.push(given),
  });
  return { clock, job, abandoned };
};
const evidence: ItemResult = {
  outcome: 'evidence',
  probability: 0.75,
  details: { logit: 1 },
  timings: { backbone: 3 },
};

describe('createInferenceJob', () => {
  it('carries the first result only, with the time that it waited, and stops its timer', async () => {
    const { clock, job, abandoned } = start();
    await clock.advance(20);
    job.startedNs = clock.monotonicNs();
    await clock.advance(30);
    job.answer(evidence, 'starter-1');
    job.giveUp('failed', workersError('RC_WORKERS_CLOSED'));
    expect(await job.result).toEqual({
      ...{ stage: 'classifier', outcome: 'evidence' },
      evidence: { probability: 0.75, release: 'starter-1', details: { logit: 1 } },
      timings: { queue: 20, backbone: 3 },
    });
    expect(clock.sleepers).toBe(0);
    expect(abandoned).toEqual([]);
  });

  it('is late at its deadline and not before, and says so to who holds it', async () => {
    const { clock, job, abandoned } = start({ ms: 100.9 });
    await clock.advance(99);
    expect(job.settled).toBe(false);
    await clock.advance(1.9);
    expect(await job.result).toMatchObject({ outcome: 'none', reason: 'late' });
    expect(abandoned).toEqual([job]);
    job.answer(evidence, 'starter-1');
    expect(await job.result).toMatchObject({ reason: 'late' });
  });

  it('is cancelled by its signal, unless it has its result', async () => {
    const controller = new AbortController();
    const { job, abandoned, clock } = start({ signal: controller.signal });
    const other = start({ signal: controller.signal });
    other.job.answer({ outcome: 'none', reason: 'undecodable', timings: {} }, 'starter-1');
    controller.abort();
    expect(await job.result).toMatchObject({ reason: 'cancelled' });
    expect(await other.job.result).toMatchObject({ reason: 'undecodable' });
    expect([abandoned.length, other.abandoned.length, clock.sleepers]).toEqual([1, 0, 0]);
  });

  it('does not take a deadline in the far future for one that is over', async () => {
    const { clock, job } = start({ ms: 2 ** 40 });
    await clock.advance(1_000);
    expect(job.settled).toBe(false);
    job.giveUp('failed', workersError('RC_WORKERS_CLOSED'));
    expect(await job.result).toMatchObject({ error: { code: 'RC_WORKERS_CLOSED' } });
  });
});
