import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { colourImage } from '../../../tests/models/colourImage.ts';
import {
  isAlive,
  outcomeOf,
  startTestPool,
  type TestPool,
  until,
} from '../../../tests/models/startTestPool.ts';
import { type TestReleaseOptions, writeTestRelease } from '../../../tests/models/writeTestRelease.ts';
import { systemClock } from '../../support/clock/systemClock.ts';

let grey: Uint8Array;
let test: TestPool;
beforeAll(async () => {
  grey = await colourImage(90, 100, 110);
});
afterEach(() => test.close());

/** Sends one image every few milliseconds until told to stop. */
const load = (ms: number) => {
  const results: Promise<string>[] = [];
  const done = new AbortController();
  const sending = (async () => {
    while (!done.signal.aborted) {
      results.push(
        test
          .run(grey)
          .then((result) => (result.outcome === 'evidence' ? result.evidence.release : outcomeOf(result))),
      );
      await systemClock.sleep(ms);
    }
  })();
  return {
    /** How many were sent so far. */
    sent: () => results.length,
    async stop() {
      done.abort();
      await sending;
      return Promise.all(results);
    },
  };
};
const release = async (id: string, options: TestReleaseOptions = {}): Promise<string> => {
  await writeTestRelease(join(test.folder, id), { id, ...options });
  return join(test.folder, id);
};

// Real processes need their time on a busy machine.
describe('InferencePool.swap', { timeout: 60_000 }, () => {
  it('lets a release take over under load without a lost request, in processes of its own', async () => {
    test = await startTestPool({}, { batch: { maxSize: 2, windowMs: 1 } });
    const old = test.pids();
    const folder = await release('second', { bias: 3 });
    const before = await test.run(grey);
    const sending = load(20);
    const report = await test.pool.swap(folder);
    // The load goes on behind the swap, or there would be nothing for the new one to answer.
    const sentBefore = sending.sent();
    await until('images for the new release', () => sending.sent() > sentBefore + 1);
    expect(report).toMatchObject({
      from: 'first',
      to: { release: 'second', attempts: [{ outcome: 'taken' }] },
    });
    expect(old.map(isAlive)).toEqual([false]);
    expect(test.pool.health()).toMatchObject({ state: 'ok', release: 'second', swapping: false });
    const after = await test.run(grey);
    const answers = await sending.stop();

    expect(new Set(answers)).toEqual(new Set(['first', 'second']));
    // Once the new one has answered, the old one does not any more.
    expect(answers.lastIndexOf('first')).toBeLessThan(answers.indexOf('second') + 3);
    const logits = [before, after].map((result) =>
      result.outcome === 'evidence' ? Number(result.evidence.details.logit) : Number.NaN,
    );
    expect(logits[0]).not.toBe(logits[1]);
    expect(test.swaps).toEqual(['done']);
  });

  it('keeps the old release when the new one is not fit to serve, and says why', async () => {
    test = await startTestPool();
    const pids = test.pids();
    const sending = load(20);
    const faults: [folder: string, reason: RegExp][] = [
      [await release('not-onnx', { broken: 'not-onnx' }), /cannot be opened on any of the providers/],
      [await release('not-finite', { broken: 'not-finite' }), /not finite/],
      [await release('wrong-head', { broken: 'wrong-head' }), /head .* does not fit/],
      [await release('changed-file', { broken: 'changed-file' }), /is not what was released/],
      [join(test.folder, 'absent'), /does not exist/],
    ];
    for (const [folder, reason] of faults) {
      await expect(test.pool.swap(folder)).rejects.toMatchObject({
        code: 'RC_WORKERS_SWAP_FAILED',
        message: expect.stringMatching(reason),
      });
    }
    expect(new Set(await sending.stop())).toEqual(new Set(['first']));
    expect(test.pids()).toEqual(pids);
    expect(test.swaps).toEqual(Array(5).fill('failed'));
    expect(test.restarts).toEqual([]);
  });

  it('swaps one after another, and moves what waits to the release that comes', async () => {
    test = await startTestPool();
    const folders = [await release('second'), await release('third')];
    const reports = await Promise.all(folders.map((folder) => test.pool.swap(folder)));
    expect(reports.map(({ from, to }) => [from, to.release])).toEqual([
      ['first', 'second'],
      ['second', 'third'],
    ]);
    expect(test.pids()).toHaveLength(1);
  });

  it('gives up a swap that is on its way when the pool is closed, and leaves no process behind', async () => {
    test = await startTestPool();
    const [old = 0] = test.pids();
    const swap = test.pool.swap(await release('second')).catch((error: unknown) => error);
    await until('it is swapping', () => test.pool.health().swapping);
    await test.pool.close();
    expect(await swap).toMatchObject({ code: 'RC_WORKERS_SWAP_FAILED' });
    expect(isAlive(old)).toBe(false);
  });
});
