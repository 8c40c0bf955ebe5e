import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StageResult } from '../../src/contracts/StageResult.ts';
import type { ModelSession } from '../../src/models/runtimes/ModelSession.ts';
import { openOnnxSession } from '../../src/models/runtimes/onnx/openOnnxSession.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { colourImage } from './colourImage.ts';
import {
  type FakeInferenceServer,
  startFakeInferenceServer,
} from './conformance/startFakeInferenceServer.ts';
import { inMs, outcomeOf, startTestPool, type TestPool, until } from './startTestPool.ts';
import { writeTestRelease } from './writeTestRelease.ts';

// The release's id is the name by which the fake server knows its model.
const id = 'model';
const token = 'let-me-in-0123456789';

let folder = '';
let backbone: ModelSession;
let images: readonly Uint8Array[];
let grey: Uint8Array;
let batches: number[] = [];
/** What the server waits for before it answers. */
let gate: Promise<void> = Promise.resolve();
let server: FakeInferenceServer;
let test: TestPool | undefined;

const served: ModelSession = {
  get inputs() {
    return backbone.inputs;
  },
  get outputs() {
    return backbone.outputs;
  },
  attempts: [],
  async run(feeds) {
    batches.push(feeds.pixels?.dims[0] ?? 0);
    await gate;
    return backbone.run(feeds);
  },
  close: async () => {},
};
const start = (options: { binary?: boolean; token?: string; port?: number } = {}) =>
  startFakeInferenceServer(served, { binary: true, ...options });
const probabilityOf = (result: StageResult): number =>
  result.outcome === 'evidence' ? result.evidence.probability : Number.NaN;
const remotePool = (config: object = {}, more: object = {}) =>
  startTestPool({ id, remote: true }, { ...config, server: { url: server.url, ...more } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-remote-'));
  await writeTestRelease(folder, { id });
  backbone = await openOnnxSession({ path: join(folder, 'backbone.onnx'), providers: ['cpu'], threads: 1 });
  images = await Promise.all([colourImage(90, 100, 110), colourImage(0, 200, 0), colourImage(9, 9, 250)]);
  [grey = new Uint8Array()] = images;
});
afterEach(async () => {
  await test?.close();
  await server?.stop();
  test = undefined;
  batches = [];
  gate = Promise.resolve();
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await backbone.close();
  await rm(folder, { recursive: true });
});

describe('a backbone on a model server', { timeout: 60_000 }, () => {
  it.each([
    ['bytes', true],
    ['JSON', false],
  ])('answers as the same backbone here does: %s', async (_name, binary) => {
    server = await start({ binary });
    test = await startTestPool({ id });
    const here: number[] = [];
    for (const image of images) here.push(probabilityOf(await test.run(image)));
    expect(test.pool.health().attempts).toEqual([{ provider: 'cpu', outcome: 'taken' }]);
    expect(server.seen).toEqual([]);
    await test.close();
    test = await remotePool();
    expect(test.pool.health().attempts).toEqual([{ provider: server.url, outcome: 'taken' }]);
    batches = [];
    for (const [index, image] of images.entries()) {
      expect(probabilityOf(await test.run(image))).toBeCloseTo(here[index] ?? Number.NaN, 5);
    }
    expect(batches).toEqual([1, 1, 1]);
    expect(new Set(here).size).toBe(3);
  });

  it('gets the images of a window as one batch', async () => {
    server = await start();
    test = await remotePool({ batch: { maxSize: 3, windowMs: 1_000 } });
    // It has shown before that it takes such a batch.
    expect(batches).toEqual([1, 3, 1, 1]);
    batches = [];
    const results = await Promise.all(images.map((image) => test?.run(image)));
    expect(results.map((result) => result?.outcome)).toEqual(Array(3).fill('evidence'));
    expect(batches).toEqual([3]);
  });

  it('is refused at the start when it is away, is another model, or has other shapes', async () => {
    server = await start();
    const fails = async (settings: object, release: object = {}) => {
      const starting = startTestPool({ id, ...release }, { server: { url: server.url, ...settings } });
      return starting.then(
        () => expect.unreachable(),
        (error: { code: string; message: string; hint: string }) => {
          expect(error.code).toBe('RC_WORKERS_SERVER_UNUSABLE');
          expect(error.hint).toContain('inference.server');
          return error.message;
        },
      );
    };
    expect(await fails({ model: 'elsewhere' })).toMatch(/404.*unknown model.*elsewhere/);
    expect(await fails({}, { featureSize: 24 })).toContain(
      `does not fit: on ${server.url} none of its outputs`,
    );
    expect(await fails({}, { imageSize: 48 })).toContain('instead of float32[n, 3, 48, 48]');
    await server.stop();
    expect(await fails({})).toContain('cannot be reached');
  });

  it('may die and come back: images fail meanwhile, no worker does, and nothing is asked in between', async () => {
    server = await start();
    test = await remotePool({ batch: { maxSize: 3, windowMs: 1_000 } });
    const pids = test.pids();
    const port = Number(new URL(server.url).port);
    await server.stop();
    for (let round = 0; round < 2; round += 1) {
      const failed = await Promise.all(images.map((image) => test?.run(image)));
      for (const result of failed) {
        expect(result).toMatchObject({
          ...{ outcome: 'none', reason: 'failed' },
          error: { code: 'RC_OPEN_INFERENCE_UNREACHABLE', message: expect.stringContaining(server.url) },
        });
      }
    }
    server = await start({ port });
    await systemClock.sleep(300);
    expect(server.connections()).toBe(0);
    const results = await Promise.all(images.map((image) => test?.run(image)));
    expect(results.map((result) => result?.outcome)).toEqual(Array(3).fill('evidence'));
    expect(server.seen).toEqual(['POST /v2/models/model/infer']);
    expect(test.pids()).toEqual(pids);
    expect(test.restarts).toEqual([]);
  });

  it('may hang: the answer is late at the deadline, and the request is given up with it', async () => {
    server = await start();
    // Beyond the time that this test waits for a request to be given up.
    test = await remotePool({ budgetMs: 100 }, { timeoutMs: 25_000 });
    const givenUp = (count: number) =>
      until('the server sees that it is given up', () => server.givenUp() === count, 5_000);
    gate = new Promise(() => {});
    for (const count of [1, 2]) {
      const { atNs } = inMs(600);
      expect(outcomeOf(await test.pool.stage.run(grey, { atNs }))).toBe('late');
      expect(Number(systemClock.monotonicNs() - atNs) / 1e6).toBeLessThan(500);
      await givenUp(count);
    }
    gate = Promise.resolve();
    // How long it hung is not taken for how long it takes, or nothing would be tried for less time than that.
    expect(outcomeOf(await test.run(grey, 550))).toBe('evidence');
    gate = new Promise(() => {});
    batches = [];
    const caller = new AbortController();
    const cancelled = test.run(grey, 10_000, caller.signal);
    await until('the server has it', () => batches.length === 1);
    caller.abort();
    expect(outcomeOf(await cancelled)).toBe('cancelled');
    await givenUp(3);
    expect(test.restarts).toEqual([]);
  });

  it('is waited for no longer than its timeout', async () => {
    server = await start();
    test = await remotePool({}, { timeoutMs: 300 });
    gate = new Promise(() => {});
    expect(await test.run(grey)).toMatchObject({
      ...{ reason: 'failed', error: { code: 'RC_OPEN_INFERENCE_TIMEOUT' } },
    });
  });

  it.runIf(process.platform === 'linux')('gets a token that nobody else sees', async () => {
    server = await start({ token });
    vi.stubEnv('ROADCREW_INFERENCE__SERVER__TOKEN', token);
    test = await remotePool({}, { token });
    expect(outcomeOf(await test.run(grey))).toBe('evidence');
    for (const file of ['environ', 'cmdline', 'status']) {
      expect(readFileSync(`/proc/${test.pids()[0]}/${file}`, 'latin1')).not.toContain(token);
    }
    expect(JSON.stringify([test.pool.health(), test.answered])).not.toContain(token);
    const wrong = `wrong-${token}`;
    const refused = await remotePool({}, { token: wrong }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      ...{ code: 'RC_WORKERS_SERVER_UNUSABLE', message: expect.stringContaining('401') },
    });
    expect(`${JSON.stringify(refused)} ${(refused as Error).stack}`).not.toContain(token);
  });

  it('belongs to each release by itself: a swap to one that the server does not have fails', async () => {
    server = await start();
    test = await remotePool();
    await writeTestRelease(join(test.folder, 'next'), { id: 'next', remote: true });
    await expect(test.pool.swap(join(test.folder, 'next'))).rejects.toMatchObject({
      ...{ code: 'RC_WORKERS_SWAP_FAILED', message: expect.stringContaining('/v2/models/next') },
    });
    expect(outcomeOf(await test.run(grey))).toBe('evidence');
  });
});
