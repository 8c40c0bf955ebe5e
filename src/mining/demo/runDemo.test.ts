import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodeJpeg } from '../../imaging/augmentation/encodeJpeg.ts';
import { readImageHeader } from '../../imaging/readImageHeader.ts';
import type { ManifestEntry } from '../../records/manifests/readManifest.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { type DemoDetector, type DemoOptions, runDemo } from './runDemo.ts';

const frame = { width: 64, height: 36 };

/** One photograph under forty names: much cheaper than scenes. */
let photos: ManifestEntry[] = [];
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-run-demo-'));
  const path = join(folder, 'photo.jpg');
  await writeFile(path, await encodeJpeg({ width: 64, height: 36, data: new Uint8Array(64 * 36 * 3) }));
  photos = Array.from({ length: 40 }, (_, index) => ({
    ...{ file: `${index}.jpg`, path, label: index % 2 === 0 ? 0 : 1, group: null, line: index + 2 },
  }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Threads and processes start slowly on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

/** A detector that needs no process. */
function stub(answer: (image: Uint8Array, index: number) => number | null) {
  const state = { images: [] as Uint8Array[], closed: 0 };
  const detector: DemoDetector = {
    release: { id: 'stub-1', title: 'Stub', metrics: {} } as DemoDetector['release'],
    async detect(image, deadline) {
      expect(deadline.atNs - process.hrtime.bigint()).toBeLessThan(9_000_000_000n);
      const probability = answer(image, state.images.push(image) - 1);
      const basis = probability === null ? 'prior' : 'evidence';
      return { probability: probability ?? 0.499_999, basis, stages: [], wallMs: 1 };
    },
    async close() {
      state.closed += 1;
    },
  };
  return { state, openDetector: async () => detector };
}

const run = (options: DemoOptions) =>
  runDemo({ photos, openDetector: stub(() => 0.25).openDetector, ...options });

describe('runDemo', () => {
  it('has the starter release answer rendered scenes in a process of its own', async () => {
    const seen: number[] = [];
    const report = await runDemo({
      ...{ frame, challenges: 4, seed: 'test', random: createRandom('demo') },
      onAnswer: ({ challenge }) => seen.push(challenge),
    });
    expect(report).toMatchObject({
      ...{ challenges: 4, answered: 4, guessed: 0, strangerStatus: 403, seed: 'test' },
      release: { id: expect.stringMatching(/^starter-/) },
      note: 'rendered scenes: not a measure of skill',
    });
    expect([...seen].sort()).toEqual([0, 1, 2, 3]);
    expect(report.results.every(({ image }) => image.startsWith('simulated/test/'))).toBe(true);
    expect(new Set(report.results.map(({ validator }) => validator)).size).toBe(3);
    const predictions = report.results.map(({ prediction }) => prediction ?? Number.NaN);
    expect(predictions.every((value) => value >= 0 && value <= 1 && value !== 0.5)).toBe(true);
    // It looks at each picture.
    expect(new Set(predictions).size).toBe(4);
    expect(report.firstAnswerS).toBeGreaterThan(0);
    expect(report.wallClockS).toBeGreaterThan(report.firstAnswerS ?? Number.POSITIVE_INFINITY);
  });

  it('sends whole frames and scores what comes back by their labels', async () => {
    const { state, openDetector } = stub((_, index) => (index === 2 ? null : 0.9));
    const report = await runDemo({ frame, challenges: 5, openDetector });
    expect(state.images.slice(0, 5).map((image) => readImageHeader(image))).toEqual(
      Array.from({ length: 5 }, () => expect.objectContaining({ format: 'jpeg', ...frame })),
    );
    const right = report.results.filter(
      ({ label, prediction }) => label === ((prediction ?? 0) > 0.5 ? 1 : 0),
    );
    expect(report.reward).toBeGreaterThan(0);
    expect(report.score).toBeGreaterThan(0);
    expect(report).toMatchObject({ answered: 5, guessed: 1, accuracy: right.length / 5 });
    // The stranger's image never reached the detector.
    expect(state.images).toHaveLength(5);
    expect(state.closed).toBe(1);
  });

  it('has the same keys and labels again from the same seeds, and others otherwise', async () => {
    const runs = await Promise.all(
      ['a', 'a', 'b'].map(async (seed) => {
        const { miner, results } = await run({ challenges: 6, seed, random: createRandom(seed) });
        const inOrder = results.toSorted((a, b) => a.challenge - b.challenge);
        return { miner, labels: inOrder.map(({ label }) => label).join('') };
      }),
    );
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]?.miner).not.toBe(runs[2]?.miner);
  });

  it.each([20, -20])('says so when the clock is %d s off', async (clockOffset) => {
    const { state, openDetector } = stub(() => 0.25);
    await expect(run({ challenges: 3, clockOffset, openDetector })).rejects.toMatchObject({
      code: 'RC_AXON_CLOCK_OFF',
      // The way of a request counts as part of it.
      message: expect.stringMatching(clockOffset > 0 ? /2\d\.\d s ahead of/ : /(19|20)\.\d s behind/),
    });
    expect(state.closed).toBe(1);
  });

  it('counts a guess where the detector failed: the challenge is answered all the same', async () => {
    const one = stub((_, index) => {
      if (index === 0) throw new Error('planted');
      return 0.25;
    });
    const report = await run({ challenges: 2, openDetector: one.openDetector });
    expect(report).toMatchObject({ challenges: 2, answered: 2, guessed: 1 });
  });

  it('says which port is in use, before it starts anything', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const openDetector = () => Promise.reject(new Error('opened'));
    await expect(run({ port, openDetector })).rejects.toMatchObject({
      code: 'RC_AXON_PORT_IN_USE',
      details: { port },
    });
    other.close();
  });

  it('stops when it is told to, at the start and between challenges, and closes the detector', async () => {
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(run({ signal })).rejects.toThrow('Ctrl-C');
    const { state, openDetector } = stub(() => 0.25);
    const controller = new AbortController();
    const onAnswer = () => controller.abort(new Error('Ctrl-C'));
    await expect(run({ signal: controller.signal, openDetector, onAnswer })).rejects.toThrow('Ctrl-C');
    expect(state.images.length).toBeLessThan(10);
    expect(state.closed).toBe(1);
  });
});
