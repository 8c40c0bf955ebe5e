import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../../tests/models/startTestPool.ts';
import { writeTestRelease } from '../../../tests/models/writeTestRelease.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { startWorkerGroup, type WorkerGroupOptions } from './startWorkerGroup.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-group-'));
  await writeTestRelease(join(folder, 'good'), { id: 'good' });
});
afterAll(() => rm(folder, { recursive: true }));

const options = (name: string, more: Partial<WorkerGroupOptions> = {}): WorkerGroupOptions => ({
  settings: {
    ...{ folder: join(folder, name), providers: ['nonsense', 'cpu'], threads: 1, limits: {} },
    ...{ batchSize: 2, pulseMs: 1_000, niceness: 1 },
  },
  ...{ count: 1, hangMs: 10_000, startMs: 20_000, budgetMs: 60_000, memoryCeilingBytes: 2 ** 40 },
  ...{ clock: systemClock, random: createRandom(1), logger: silentLogger },
  ...{ signal: new AbortController().signal, onIdle: () => {}, onRestart: () => {} },
  ...more,
});

// Real processes need their time on a busy machine.
describe('startWorkerGroup', { timeout: 60_000 }, () => {
  it('knows before the first image where it runs and how long one takes', async () => {
    let ready = 0;
    const group = await startWorkerGroup(options('good', { onIdle: () => (ready += 1) }));
    expect(group).toMatchObject({ release: 'good', precision: 'fp32', problem: undefined });
    expect(group.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'taken']);
    // Not the budget: a queue that it takes over would else be refused. The worst stays unknown.
    expect(group.times.usual()).toBeLessThan(30_000);
    expect(group.times.worst()).toBe(60_000);
    expect(ready).toBe(1);
    const pid = group.idle()?.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    await group.drain(5_000);
    expect(isAlive(pid)).toBe(false);
  });

  it('fails as a whole, with the first reason, and leaves no process behind', async () => {
    const failed = startWorkerGroup(options('absent', { count: 2 }));
    await expect(failed).rejects.toMatchObject({
      code: 'RC_WORKERS_START_FAILED',
      message: expect.stringMatching(/does not exist/),
    });
  });

  it('gives up a worker that does not become ready in time', async () => {
    await expect(startWorkerGroup(options('good', { startMs: 20 }))).rejects.toMatchObject({
      message: expect.stringMatching(/it was not ready after 20 ms/),
    });
  });

  it('gives up when told to', async () => {
    const controller = new AbortController();
    const starting = startWorkerGroup(options('good', { count: 2, signal: controller.signal }));
    controller.abort();
    await expect(starting).rejects.toMatchObject({ code: 'RC_WORKERS_START_FAILED' });
  });
});
