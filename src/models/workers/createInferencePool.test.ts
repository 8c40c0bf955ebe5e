import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { colourImage } from '../../../tests/models/colourImage.ts';
import {
  inMs,
  isAlive,
  outcomeOf,
  startTestPool,
  type TestPool,
  until,
} from '../../../tests/models/startTestPool.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { configSchema } from './configSchema.ts';
import { createInferencePool } from './createInferencePool.ts';
import type { ToWorker } from './messages.ts';

let grey: Uint8Array;
/** What the release under test is slow at, dies of, or hangs on. */
let red: Uint8Array;
let test: TestPool | undefined;

beforeAll(async () => {
  grey = await colourImage(90, 100, 110);
  red = await colourImage(255, 0, 0);
});
afterEach(async () => {
  await test?.close();
  test = undefined;
});

/** About half a second of work. */
const slow = { onRed: { loops: 12_000 } } as const;
/** Work without end. */
const hanging = { onRed: { loops: 1e12 } } as const;
const onBusy = async (pool: TestPool): Promise<void> =>
  until('a worker is busy', () => pool.pool.health().workers.some(({ state }) => state === 'busy'));

// Real processes need their time on a busy machine.
describe('createInferencePool', { timeout: 60_000 }, () => {
  it('answers with evidence, timings and the release, and says what is no image', async () => {
    test = await startTestPool();
    const result = await test.run(grey);
    expect(result).toMatchObject({
      ...{ stage: 'classifier', outcome: 'evidence' },
      evidence: {
        release: 'first',
        details: {
          logit: expect.any(Number),
          image: { width: 48, height: 32, perceptualHash: '0'.repeat(16) },
        },
      },
    });
    const probability = result.outcome === 'evidence' ? result.evidence.probability : -1;
    expect(probability).toBeGreaterThan(0);
    expect(probability).toBeLessThan(1);
    expect(Object.keys(result.timings).sort()).toEqual([
      'backbone',
      'decode',
      'hash',
      'head',
      'preprocess',
      'queue',
    ]);
    const same = await test.run(grey);
    expect(same.outcome === 'evidence' && same.evidence.probability).toBe(probability);
    expect(await test.run(Uint8Array.of(1, 2, 3))).toMatchObject({
      ...{ outcome: 'none', reason: 'undecodable', error: { code: 'RC_IMAGING_FORMAT_UNSUPPORTED' } },
    });
    expect(test.pool.health()).toMatchObject({ state: 'ok', release: 'first', missing: 0, queued: 0 });
    expect(test.answered.map(outcomeOf)).toEqual(['evidence', 'evidence', 'undecodable']);
  });

  it('lets the earliest deadline go first and refuses what the queue cannot hold', async () => {
    test = await startTestPool(slow, { queue: 3, budgetMs: 100 });
    const order: number[] = [];
    const first = test.run(red);
    await onBusy(test);
    const queued = [9_000, 7_000, 8_000].map(async (ms) => {
      const result = await test?.run(grey, ms);
      order.push(ms);
      return result;
    });
    expect(outcomeOf(await test.run(grey))).toBe('overloaded');
    expect((await Promise.all([first, ...queued])).map((result) => result?.outcome)).toEqual(
      Array(4).fill('evidence'),
    );
    expect(order).toEqual([7_000, 8_000, 9_000]);
  });

  it('lets challenges go before background work, and pushes that out of a full queue for one', async () => {
    test = await startTestPool(slow, { queue: 3, budgetMs: 100 });
    const { pool } = test;
    const order: string[] = [];
    const background = async (name: string, ms: number) => {
      const result = await pool.stageOf('background').run(grey, inMs(ms));
      order.push(`${name} ${outcomeOf(result)}`);
    };
    const challenge = async (name: string, ms: number) => {
      order.push(`${name} ${outcomeOf(await pool.stage.run(grey, inMs(ms)))}`);
    };
    const first = test.run(red);
    await onBusy(test);
    const queued = [background('a', 6_000), background('b', 9_000), background('c', 7_000)];
    await background('d', 1_000);
    queued.push(challenge('e', 9_000));
    await until('b is out', () => order.includes('b overloaded'));
    queued.push(challenge('f', 8_000), challenge('g', 9_500));
    await until('c and a are out', () => order.length === 4);
    // Nothing is left that could make room.
    await challenge('h', 5_000);
    await Promise.all([first, ...queued]);
    expect(order).toEqual([
      ...['d overloaded', 'b overloaded', 'c overloaded', 'a overloaded', 'h overloaded'],
      ...['f evidence', 'e evidence', 'g evidence'],
    ]);
    await background('i', 9_000);
    expect(order.at(-1)).toBe('i evidence');
  });

  it('gathers a batch for the window, but does not wait for a full one', async () => {
    test = await startTestPool({}, { batch: { maxSize: 3, windowMs: 400 } });
    const burst = await Promise.all([1, 2, 3, 4].map(() => test?.run(grey)));
    await until('both batches are done', () => test?.batches.length === 2);
    expect(test.batches).toEqual([3, 1]);
    const queued = burst.map((result) => result?.timings.queue ?? Number.NaN);
    expect(queued.slice(0, 3).every((ms) => ms < 400)).toBe(true);
    expect(queued[3]).toBeGreaterThanOrEqual(395);
  });

  it('does not wait for a batch of one', async () => {
    test = await startTestPool({}, { batch: { maxSize: 1, windowMs: 1_000 } });
    expect((await test.run(grey)).timings.queue).toBeLessThan(900);
  });

  it('says late at once when the budget or the queue leave too little time, and keeps measuring', async () => {
    test = await startTestPool(slow, { budgetMs: 2_000 });
    const { atNs } = inMs(1_500);
    expect(outcomeOf(await test.pool.stage.run(grey, { atNs }))).toBe('late');
    expect(systemClock.monotonicNs()).toBeLessThan(atNs);
    // It ran nevertheless, for the measurement alone, and is done once.
    await until('the measurement is done', () => test?.batches.length === 1);
    expect(test.answered).toHaveLength(1);

    const first = test.run(red);
    await onBusy(test);
    const second = test.run(red, 9_000);
    expect(outcomeOf(await test.run(grey, 2_000))).toBe('late');
    expect(outcomeOf(await test.run(grey, -1))).toBe('late');
    expect([outcomeOf(await first), outcomeOf(await second)]).toEqual(['evidence', 'evidence']);
  });

  it('answers late at the deadline though the worker hangs, and replaces that worker', async () => {
    test = await startTestPool(hanging, { budgetMs: 100, hangSeconds: 1.5 });
    const [pid = 0] = test.pids();
    const { atNs } = inMs(400);
    expect(outcomeOf(await test.pool.stage.run(red, { atNs }))).toBe('late');
    const lateMs = Number(systemClock.monotonicNs() - atNs) / 1e6;
    expect(lateMs).toBeGreaterThan(-2);
    // Long before the hang is noticed; timers of a busy machine may be late.
    expect(lateMs).toBeLessThan(500);
    // Waits out the hang in the queue and is answered by the new worker.
    expect(outcomeOf(await test.run(grey))).toBe('evidence');
    expect(test.restarts).toEqual(['hung']);
    expect(isAlive(pid)).toBe(false);
    // Nobody waited for it any more, so nothing was tried again; the next caller must not lose a worker to it either.
    expect(await test.run(red, 400)).toMatchObject({ error: { code: 'RC_WORKERS_IMAGE_POISONED' } });
  });

  it('lets idle workers speak more often than silence may last', async () => {
    const sent: ToWorker[] = [];
    const child = Object.assign(new EventEmitter(), {
      ...{ pid: 1, connected: true, stderr: null, kill: () => true },
      send(message: ToWorker) {
        sent.push(message);
        setImmediate(() => child.emit('close', 1, null));
      },
    });
    const starting = createInferencePool({
      ...{ folder: '/nowhere', config: configSchema.parse({ hangSeconds: 0.8 }) },
      ...{ clock: systemClock, random: createRandom(1), spawn: () => child as unknown as ChildProcess },
    });
    await expect(starting).rejects.toMatchObject({ code: 'RC_WORKERS_START_FAILED' });
    expect(sent).toMatchObject([{ kind: 'open', settings: { pulseMs: 200 } }]);
  });

  it('gives up queued and running work when its signal aborts', async () => {
    test = await startTestPool(slow, { budgetMs: 100 });
    const running = new AbortController();
    const first = test.run(red, 10_000, running.signal);
    await onBusy(test);
    const queued = new AbortController();
    const second = test.run(grey, 10_000, queued.signal);
    const third = test.run(grey);
    expect(test.pool.health().queued).toBe(2);
    queued.abort();
    expect(test.pool.health().queued).toBe(1);
    running.abort();
    expect([outcomeOf(await first), outcomeOf(await second)]).toEqual(['cancelled', 'cancelled']);
    expect(test.pool.health().workers[0]?.state).toBe('busy');
    expect(outcomeOf(await third)).toBe('evidence');
    expect(outcomeOf(await test.run(grey, 10_000, AbortSignal.abort()))).toBe('cancelled');
  });

  it('survives an image that kills workers: it alone fails, and is not tried again', async () => {
    test = await startTestPool({ onRed: 'crash' }, { workers: 2, batch: { maxSize: 4, windowMs: 100 } });
    const results = await Promise.all([grey, red, grey, grey].map((image) => test?.run(image)));
    expect(results.map((result) => result && outcomeOf(result))).toEqual([
      ...['evidence', 'failed', 'evidence', 'evidence'],
    ]);
    expect(results[1]).toMatchObject({ error: { code: 'RC_WORKERS_IMAGE_POISONED' } });
    expect(test.restarts).toEqual(['crashed', 'crashed']);
    expect(await test.run(red)).toMatchObject({ error: { code: 'RC_WORKERS_IMAGE_POISONED' } });
    expect(test.restarts).toHaveLength(2);
    await until('both are back', () => test?.pool.health().state === 'ok');
    expect(outcomeOf(await test.run(grey))).toBe('evidence');
  });

  it('tries what a killed worker had once more, if there is time', async () => {
    test = await startTestPool({ onRed: { loops: 25_000 } }, { budgetMs: 500 });
    const kill = async (ms: number) => {
      const result = test?.run(red, ms);
      if (test === undefined) throw new Error('no pool');
      await onBusy(test);
      await systemClock.sleep(400);
      process.kill(test.pids()[0] ?? 0, 'SIGKILL');
      return result;
    };
    expect(await kill(800)).toMatchObject({ reason: 'failed', error: { code: 'RC_WORKERS_CRASHED' } });
    await until('the worker is back', () => test?.pids().length === 1);
    expect(await kill(15_000)).toMatchObject({ outcome: 'evidence' });
    expect(test.restarts).toEqual(['crashed', 'crashed']);
  });

  it('ends all processes when it is closed, and takes nothing afterwards', async () => {
    test = await startTestPool(slow, { workers: 2, budgetMs: 100 });
    const pids = test.pids();
    const running = [test.run(red), test.run(red)];
    await onBusy(test);
    const queued = test.run(grey);
    await Promise.all([test.pool.close(), test.pool.close()]);
    expect((await Promise.all(running)).map(outcomeOf)).toEqual(['evidence', 'evidence']);
    for (const result of [await queued, await test.run(grey)]) {
      expect(result).toMatchObject({ reason: 'failed', error: { code: 'RC_WORKERS_CLOSED' } });
    }
    await expect(test.pool.swap('anything')).rejects.toMatchObject({ code: 'RC_WORKERS_CLOSED' });
    expect(pids.map(isAlive)).toEqual([false, false]);
  });
});
