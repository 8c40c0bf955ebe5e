import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deadlineIn } from '../../src/detector/deadlineIn.ts';
import { type OpenDetectorOptions, openDetector } from '../../src/detector/openDetector.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { pythonOf } from './pythonOf.ts';
import { type ModelServer, startModelServer } from './startModelServer.ts';
import { writeRemoteBackboneRelease } from './writeRemoteBackboneRelease.ts';

const run = promisify(execFile);
const exporter = fileURLToPath(new URL('../../python/backbones/exportDinov3.py', import.meta.url));
const reportSchema = z.object({
  family: z.string(),
  release: z.object({ featureSize: z.int(), profile: z.record(z.string(), z.unknown()) }),
});
const id = 'dinov3-random-1';

let folder = '';
let images: readonly Uint8Array[];
let here: readonly number[];
let triton: ModelServer;
let mlserver: ModelServer;
const path = (name: string): string => join(folder, name);

/** A picture of 14 × 14 random colours, the patches of the model, blown up and blurred a little. */
const randomPicture = (seed: string): Promise<Uint8Array> => {
  const random = createRandom(seed);
  const colours = Uint8Array.from({ length: 14 * 14 * 3 }, () => Math.floor(random.float() * 256));
  const raw = { width: 14, height: 14, channels: 3 } as const;
  return sharp(colours, { raw }).resize(320, 240).jpeg().toBuffer();
};

/** What a detector says about the pictures, all at once, and where its backbone ran. */
const look = async (options: OpenDetectorOptions) => {
  const detector = await openDetector(options);
  try {
    const decisions = await Promise.all(images.map((image) => detector.detect(image, deadlineIn(60_000))));
    for (const decision of decisions) {
      expect(decision.basis, JSON.stringify(decision.stages)).toBe('evidence');
    }
    return { providers: detector.providers, probabilities: decisions.map(({ probability }) => probability) };
  } finally {
    await detector.close();
  }
};

beforeAll(async () => {
  const python = pythonOf('ROADCREW_PYTHON_SERVER');
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-remote-'));
  const backbone = path('backbone.onnx');
  const { stdout } = await run(python, [exporter, '--random', 'tiny', '--output', backbone], { cwd: folder });
  const { family, release: exported } = reportSchema.parse(JSON.parse(stdout));
  expect(family).toBe('dinov3_vit');
  await writeRemoteBackboneRelease(path('whole'), { id, exported, backbone });
  await writeRemoteBackboneRelease(path('remote'), { id, exported });
  images = await Promise.all(['one', 'two', 'three', 'four'].map(randomPicture));
  [triton, mlserver] = await Promise.all([
    startModelServer(python, 'openInferenceTriton.py', { [id]: backbone }),
    startModelServer(python, 'openInferenceMlserver.py', { [id]: backbone }),
  ]);
  const local = await look({ release: path('whole') });
  expect(local.providers).toEqual([{ provider: 'cpu', outcome: 'taken' }]);
  here = local.probabilities;
}, 300_000);
afterAll(async () => {
  await Promise.all([triton?.stop(), mlserver?.stop()]);
  if (folder !== '') await rm(folder, { recursive: true });
});

describe('a release whose DINOv3 backbone lives on a model server', { timeout: 60_000 }, () => {
  it.each([
    ['Triton', () => ({ url: triton.url, version: '1' }), 'remote'],
    ['MLServer', () => ({ url: mlserver.url, model: id }), 'remote'],
    ['Triton, though it has a file,', () => ({ url: triton.url }), 'whole'],
  ] as const)('answers through %s as it does here', async (_name, server, release) => {
    const there = await look({
      release: path(release),
      inference: { server: server(), batch: { maxSize: 4, windowMs: 500 } },
    });
    expect(there.providers).toEqual([{ provider: server().url, outcome: 'taken' }]);
    const distances = there.probabilities.map((probability, index) =>
      Math.abs(probability - (here[index] ?? Number.NaN)),
    );
    expect(Math.max(...distances)).toBeLessThan(1e-4);
    // Pictures that the model does not tell apart would agree in any case.
    expect(Math.max(...here) - Math.min(...here)).toBeGreaterThan(0.01);
  });

  it('is not started with larger batches than the server takes', async () => {
    const opening = openDetector({
      release: path('remote'),
      inference: { server: { url: triton.url }, batch: { maxSize: 17 } },
    });
    await expect(opening).rejects.toMatchObject({
      ...{ code: 'RC_WORKERS_SERVER_UNUSABLE', message: expect.stringContaining('16') },
    });
  });
});
