import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningMine, startMine } from '../../bench/mine/startMine.ts';
import { encodeJpeg } from '../../src/imaging/augmentation/encodeJpeg.ts';
import { decodeImage } from '../../src/imaging/decodeImage.ts';
import type { RgbImage } from '../../src/imaging/RgbImage.ts';
import { createImageStudio } from '../../src/mining/simulator/images/createImageStudio.ts';
import { openRenderedSource } from '../../src/mining/simulator/images/openRenderedSource.ts';
import { readManifest } from '../../src/records/manifests/readManifest.ts';
import { cropCentre } from '../../src/subnets/streetvision/challengeImages/cropCentre.ts';
import { letterbox } from '../../src/subnets/streetvision/challengeImages/letterbox.ts';
import { accuracy } from '../../src/support/statistics/accuracy.ts';
import { countConfusion } from '../../src/support/statistics/countConfusion.ts';
import { matthewsCorrelation } from '../../src/support/statistics/matthewsCorrelation.ts';
import { quantile } from '../../src/support/statistics/quantile.ts';
import { rocAuc } from '../../src/support/statistics/rocAuc.ts';
import { sdkReleases } from './sdkReleases.ts';
import { type PythonDendrites, startPythonDendrites } from './startPythonDendrites.ts';

const photographs = join(import.meta.dirname, '../../../shared/roadwork-images');
const manifest = join(photographs, 'manifest.csv');
/** What validators of subnet 72 wait, seconds. */
const timeout = 9;
const atOnce = 4;

interface Picture {
  readonly jpeg: Uint8Array;
  readonly label: number;
}

/** The photographs of the manifest's validation split, as an image pipeline leaves them. */
const readPhotographs = async (prepare: (image: RgbImage) => RgbImage): Promise<Picture[]> => {
  const [header = '', ...rows] = (await readFile(manifest, 'utf8')).split('\n');
  const split = header.split(',').indexOf('split');
  // The columns in front of `split` hold no commas.
  const validation = new Set(
    rows.map((row) => row.split(',')).flatMap((cells) => (cells[split] === 'val' ? [cells[0]] : [])),
  );
  const entries = (await readManifest({ path: manifest, root: photographs })).filter(({ file }) =>
    validation.has(file),
  );
  const pictures: Picture[] = [];
  for (const { path, label } of entries) {
    pictures.push({ jpeg: await encodeJpeg(prepare(await decodeImage(await readFile(path)))), label });
  }
  return pictures;
};

const drawFrames = async (count: number): Promise<Picture[]> => {
  const studio = createImageStudio();
  const source = openRenderedSource({
    ...{ seed: 'photographs', profile: 'may-2026', frame: { width: 1920, height: 1080 }, studio },
  });
  try {
    const frames = await Promise.all(
      Array.from({ length: count }, (_, index) => source.next(index % 2 === 0 ? 1 : 0)),
    );
    return frames.flatMap((frame) => (frame === null ? [] : [{ jpeg: frame.jpeg, label: frame.label ?? 0 }]));
  } finally {
    await source.close();
    await studio.close();
  }
};

/** Of subnet 72's challenges, sent by the official SDK to the miner as an operator starts it. */
describe('the official dendrite and roadcrew mine', () => {
  const [release] = sdkReleases;
  let folder: string;
  let python: PythonDendrites;
  let mine: RunningMine;

  beforeAll(async () => {
    if (release === undefined) throw new Error('there is no release of the SDK');
    folder = await mkdtemp(join(tmpdir(), 'roadcrew-photographs-'));
    python = await startPythonDendrites(release);
    const { hotkey } = await python.open({ dendrite: 'validator', uri: '//photographs' });
    mine = await startMine({
      ...{ folder, validators: 1, callers: [hotkey] },
      // One validator asks here what two hundred would ask in a day.
      settings: { limits: { validator: { perMinute: 1_000_000, burst: 100_000 } } },
    });
  }, 120_000);
  afterAll(async () => {
    await python?.stop();
    await mine?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Sends all, some at once, and says what came back. */
  const challenge = async (name: string, pictures: readonly Picture[]) => {
    const axon = { ip: '127.0.0.1', port: mine.port, hotkey: mine.hotkey };
    const answers: { prediction: number; label: number; seconds: number }[] = [];
    for (let first = 0; first < pictures.length; first += atOnce) {
      const some = pictures.slice(first, first + atOnce);
      const [replies = []] = await python.gather(
        1,
        some.map(({ jpeg }) => ({
          ...{ dendrite: 'validator', axon, timeout },
          values: { image: Buffer.from(jpeg).toString('base64') },
        })),
      );
      for (const [index, { values, status, is_success, process_time }] of replies.entries()) {
        expect({ status, is_success }, `${name} ${first + index}`).toEqual({ status: 200, is_success: true });
        const prediction = Number(values.prediction);
        expect(prediction >= 0 && prediction <= 1 && prediction !== 0.5).toBe(true);
        answers.push({
          prediction,
          label: some[index]?.label ?? Number.NaN,
          seconds: process_time ?? Number.NaN,
        });
      }
    }
    const labels = answers.map(({ label }) => label);
    const counts = countConfusion(
      labels,
      answers.map(({ prediction }) => (prediction > 0.5 ? 1 : 0)),
    );
    const seconds = answers.map((answer) => answer.seconds);
    const auc = rocAuc(
      labels,
      answers.map(({ prediction }) => prediction),
    );
    console.info(
      `${name}: ${answers.length} of ${pictures.length} answered, accuracy ${accuracy(counts).toFixed(3)}, ` +
        `MCC ${matthewsCorrelation(counts).value?.toFixed(3)}, AUC ${auc.value?.toFixed(3)}, ` +
        `p50 ${(quantile(seconds, 0.5) * 1_000).toFixed(0)} ms, p99 ${(quantile(seconds, 0.99) * 1_000).toFixed(0)} ms`,
    );
    return { answered: answers.length, slowest: Math.max(...seconds) };
  };

  const pipelines: readonly (readonly [string, (image: RgbImage) => RgbImage])[] = [
    ['photographs as they are', (image) => image],
    ['photographs letterboxed', (image) => letterbox(image, 224)],
    ['photographs cropped', (image) => cropCentre(image, 224)],
  ];
  it.skipIf(!existsSync(manifest)).each(pipelines)(
    'answers every one of the %s',
    async (name, prepare) => {
      const pictures = await readPhotographs(prepare);
      const { answered, slowest } = await challenge(name, pictures);
      expect(answered).toBe(pictures.length);
      expect(pictures.length).toBeGreaterThan(200);
      expect(slowest).toBeLessThan(timeout);
    },
    300_000,
  );

  it('answers 60 rendered frames of 1920 × 1080', async () => {
    const frames = await drawFrames(60);
    const { answered, slowest } = await challenge('rendered frames', frames);
    expect({ drawn: frames.length, answered }).toEqual({ drawn: 60, answered: 60 });
    expect(slowest).toBeLessThan(timeout);
  }, 600_000);
});
