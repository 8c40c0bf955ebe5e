import { describe, expect, it } from 'vitest';
import { describeHealth } from './describeHealth.ts';
import type { WorkerProcess } from './startWorker.ts';
import type { WorkerGroup } from './startWorkerGroup.ts';

const nowNs = 100_000_000_000n;
/** Times in milliseconds ago. */
const worker = (heard: number, busy: number | null = null) =>
  ({
    ...{ pid: 1, residentBytes: 5 },
    heardNs: nowNs - BigInt(heard) * 1_000_000n,
    busySinceNs: busy === null ? null : nowNs - BigInt(busy) * 1_000_000n,
  }) as unknown as WorkerProcess;
const health = (workers: WorkerProcess[], problem?: string) =>
  describeHealth(
    { release: 'r', precision: 'fp32', attempts: [], workers, problem } as unknown as WorkerGroup,
    {
      ...{ count: 2, queued: 3, swapping: false, hangMs: 10_000, pulseMs: 1_000, nowNs },
    },
  );

describe('describeHealth', () => {
  it.each([
    ['ok', [worker(10), worker(2_900)], ['idle', 'idle']],
    // A working process cannot pulse: that it was not heard means nothing yet.
    ['ok', [worker(10), worker(9_000, 9_000)], ['idle', 'busy']],
    ['degraded', [worker(10)], ['idle']],
    ['degraded', [worker(10), worker(3_100)], ['idle', 'silent']],
    ['degraded', [worker(10), worker(5, 10_001)], ['idle', 'silent']],
    ['down', [worker(3_100), worker(3_100)], ['silent', 'silent']],
    ['down', [], []],
  ] as const)('is %s by what was heard of whom', (state, workers, states) => {
    const found = health([...workers]);
    expect(found.state).toBe(state);
    expect(found.workers.map((one) => one.state)).toEqual(states);
    expect(found.missing).toBe(2 - workers.length);
  });

  it('says why none comes up', () => {
    expect(health([], 'no memory')).toMatchObject({ problem: 'no memory', queued: 3, swapping: false });
    expect(health([])).not.toHaveProperty('problem');
  });
});
