import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../contracts/Decision.ts';
import { createManualClock } from '../support/clock/createManualClock.ts';
import { chooseWorkers } from './chooseWorkers.ts';
import type { Detector } from './createDetector.ts';
import { findImages } from './findImages.ts';
import { type PredictOptions, predictFiles } from './predictFiles.ts';

const clock = createManualClock();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-files-'));
  for (let index = 0; index < 6; index += 1) {
    await writeFile(join(folder, `${index}.jpg`), Buffer.alloc(index + 1, index));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sources = () =>
  Array.from({ length: 6 }, (_, index) => ({ file: `${index}`, path: join(folder, `${index}.jpg`) }));
const decisionOf = (probability: number, basis: Decision['basis'] = 'evidence'): Decision => ({
  ...{ probability, basis, stages: [], wallMs: 1 },
});
/** Says the first byte of the image. */
const byteDetector: Detector = { detect: async (image) => decisionOf((image[0] ?? 0) / 10) };
const options = (more: Partial<PredictOptions> = {}): PredictOptions => ({
  ...{ detector: byteDetector, concurrency: 2, timeoutMs: 1_000, limit: 100, clock },
  ...more,
});

describe('predictFiles', () => {
  it('answers in the order of the files, not in which they were done, with no more at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const detector: Detector = {
      async detect(image) {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => {
          finish.push(resolve);
        });
        running -= 1;
        return byteDetector.detect(image, { atNs: 0n });
      },
    };
    const done: string[] = [];
    const predicting = predictFiles(
      sources(),
      options({ detector, concurrency: 3, onDone: ({ file }) => done.push(file) }),
    );
    while (done.length < 6) {
      await new Promise((resolve) => setImmediate(resolve));
      // The latest first.
      if (finish.length === Math.min(3, 6 - done.length)) finish.pop()?.();
    }
    expect((await predicting).map(({ decision }) => decision?.probability)).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5,
    ]);
    expect(most).toBe(3);
    expect(done).not.toEqual(done.toSorted());
  });

  it('gives each image its time from when it was read', async () => {
    const deadlines: bigint[] = [];
    const detector: Detector = {
      async detect(_image, { atNs }) {
        deadlines.push(atNs - clock.monotonicNs());
        await clock.advance(500);
        return decisionOf(0.9);
      },
    };
    await predictFiles(sources().slice(0, 2), options({ detector, concurrency: 1 }));
    expect(deadlines).toEqual([1_000_000_000n, 1_000_000_000n]);
  });

  it('says why there is no evidence', async () => {
    const detector: Detector = {
      detect: async () => ({
        ...decisionOf(0.499999, 'prior'),
        stages: [{ stage: 'classifier', outcome: 'none', reason: 'late', timings: {} }],
      }),
    };
    const [prediction] = await predictFiles(sources().slice(0, 1), options({ detector }));
    expect(prediction).toMatchObject({
      decision: { basis: 'prior' },
      failure: { reason: 'late', code: null },
    });
  });

  it('reads no more than allowed, also of what never ends', async () => {
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(64));
      },
    });
    const [file, input, gone, directory] = await predictFiles(
      [
        { file: '5', path: join(folder, '5.jpg') },
        { file: '-', path: null },
        { file: 'gone', path: join(folder, 'gone') },
        { file: '.', path: folder },
      ],
      options({ limit: 5, stdin: endless }),
    );
    expect(file?.failure?.code).toBe('RC_IMAGING_TOO_MANY_BYTES');
    expect(input?.failure?.code).toBe('RC_IMAGING_TOO_MANY_BYTES');
    expect(gone?.failure?.code).toBe('RC_DETECTOR_FILE_UNREADABLE');
    expect(directory).toMatchObject({ decision: null, failure: { code: 'RC_DETECTOR_FILE_UNREADABLE' } });
  });

  it('ends when the caller gives up, also while it reads', async () => {
    const caller = new AbortController();
    const silent = new Readable({ read() {} });
    const predicting = predictFiles(
      [{ file: '-', path: null }],
      options({ stdin: silent, signal: caller.signal }),
    );
    setImmediate(() => caller.abort('SIGINT'));
    await expect(predicting).rejects.toBe('SIGINT');
  });
});

describe('findImages', () => {
  it('prefers a file that is called like a pattern, and names what matches nothing', async () => {
    await writeFile(join(folder, 'a[1].jpg'), 'x');
    const { sources: found, missing } = await findImages(['a[1].jpg', '[0-2].jpg', 'b*.jpg', 'none'], folder);
    expect(found.map(({ file }) => file)).toEqual(['a[1].jpg', '0.jpg', '1.jpg', '2.jpg']);
    expect(missing.map(({ file, error }) => [file, error.code])).toEqual([
      ['b*.jpg', 'RC_DETECTOR_FILE_MISSING'],
      ['none', 'RC_DETECTOR_FILE_MISSING'],
    ]);
  });
});

describe('chooseWorkers', () => {
  it('takes the cores of the CPU, and what is configured for a GPU', () => {
    const cpu = { workers: 1, providers: ['cpu'] };
    expect(chooseWorkers(cpu, 100, 4)).toBe(4);
    expect(chooseWorkers(cpu, 2, 4)).toBe(2);
    expect(chooseWorkers(cpu, 100, 64)).toBe(8);
    expect(chooseWorkers({ ...cpu, workers: 12 }, 100, 64)).toBe(12);
    expect(chooseWorkers({ workers: 2, providers: ['cuda', 'cpu'] }, 100, 64)).toBe(2);
  });
});
