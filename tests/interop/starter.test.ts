import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeJpeg } from '../../src/imaging/augmentation/encodeJpeg.ts';
import { decodeImage } from '../../src/imaging/decodeImage.ts';
import { findContent } from '../../src/imaging/findContent.ts';
import { applyCalibration } from '../../src/models/classifier/applyCalibration.ts';
import { type Classifier, openClassifier } from '../../src/models/classifier/openClassifier.ts';
import { type LoadedRelease, loadRelease } from '../../src/models/releases/loadRelease.ts';
import { starterFolder } from '../../src/models/releases/starterFolder.ts';
import { openOnnxSession } from '../../src/models/runtimes/onnx/openOnnxSession.ts';
import { readManifest } from '../../src/records/manifests/readManifest.ts';
import { drawScene } from '../../src/scenes/drawScene.ts';
import { rocAuc } from '../../src/support/statistics/rocAuc.ts';
import { runPython } from './runPython.ts';

const python = process.env.ROADCREW_PYTHON_ML;
const photographs = join(import.meta.dirname, '../../../shared/roadwork-images');

interface Picture {
  readonly bytes: Buffer;
  readonly label: number;
}

describe.skipIf(python === undefined)('the starter in TypeScript and in PyTorch', () => {
  let loaded: LoadedRelease;
  let classifier: Classifier;

  beforeAll(async () => {
    loaded = await loadRelease(starterFolder);
    classifier = await openClassifier({
      loaded,
      open: (path) => openOnnxSession({ path, providers: ['cpu'], threads: 1 }),
    });
  });
  afterAll(() => classifier.close());

  /** Probabilities by both, each from the encoded bytes on. */
  const compare = async (pictures: readonly Picture[]) => {
    const { calibration, head, profile, variants } = loaded.release;
    const fp32 = variants.find(({ precision }) => precision === 'fp32');
    const ours: number[] = [];
    const task = [];
    for (const { bytes } of pictures) {
      const image = await decodeImage(bytes);
      const [result] = await classifier.classify([image]);
      ours.push(result?.probability ?? Number.NaN);
      const { left, top, width, height } = findContent(image);
      task.push({ data: bytes.toString('base64'), box: [left, top, left + width, top + height] });
    }
    const answer = await runPython(
      python as string,
      'starter_reference.py',
      {
        backbone: loaded.pathOf(fp32?.file ?? ''),
        head: loaded.pathOf(head),
        size: [profile.width, profile.height],
        pictures: task,
      },
      300_000,
    );
    const theirs = z
      .array(z.number())
      .length(pictures.length)
      .parse(answer)
      .map((logit) => applyCalibration(calibration, logit));
    const labels = pictures.map(({ label }) => label);
    return {
      difference: Math.max(...ours.map((p, index) => Math.abs(p - (theirs[index] ?? Number.NaN)))),
      aucs: [ours, theirs].map((scores) => rocAuc(labels, scores).value ?? Number.NaN),
      spread: Math.max(...ours) - Math.min(...ours),
    };
  };

  const expectNoSkew = async (pictures: readonly Picture[]) => {
    const { difference, aucs, spread } = await compare(pictures);
    if (process.env.ROADCREW_REPORT === '1') console.info({ pictures: pictures.length, difference, aucs });
    expect(difference).toBeLessThanOrEqual(0.02);
    expect(Math.abs((aucs[0] ?? 0) - (aucs[1] ?? 1))).toBeLessThanOrEqual(0.005);
    // Constant answers would agree too.
    expect(spread).toBeGreaterThan(0.5);
    return aucs;
  };

  it('gives the same probabilities for rendered scenes', async () => {
    const pictures = [];
    for (let index = 0; index < 12; index += 1) {
      const options = { width: 480, height: 270, roadwork: index % 2 === 0 ? 1 : 0 } as const;
      const { image, truth } = drawScene(`starter-parity-${index}`, options);
      pictures.push({ bytes: Buffer.from(await encodeJpeg(image, 85)), label: truth.labels.roadwork });
    }
    await expectNoSkew(pictures);
  }, 300_000);

  it.skipIf(!existsSync(photographs))(
    'gives the same probabilities for the photographs of val',
    async () => {
      const path = join(photographs, 'manifest.csv');
      const val = new Set(
        readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line.split(',')[2] === 'val')
          .map((line) => line.split(',')[0]),
      );
      const entries = (await readManifest({ path, root: photographs })).filter(({ file }) => val.has(file));
      expect(entries.length).toBe(val.size);
      await expectNoSkew(
        entries.map(({ file, label }) => ({ bytes: readFileSync(join(photographs, file)), label })),
      );
    },
    600_000,
  );
});
