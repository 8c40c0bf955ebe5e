import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRelease } from '../../src/models/releases/loadRelease.ts';
import { InferenceSession, Tensor } from '../../src/models/runtimes/onnx/onnxRuntime.ts';
import { writeTestRelease } from './writeTestRelease.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-test-release-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('writeTestRelease', () => {
  it('writes a release that loads, and whose models fit together', async () => {
    await writeTestRelease(join(folder, 'good'), { featureSize: 24, onRed: { loops: 5 } });
    const loaded = await loadRelease(join(folder, 'good'));
    const [variant] = loaded.release.variants;
    const backbone = await InferenceSession.create(loaded.pathOf(variant?.file ?? ''));
    const head = await InferenceSession.create(loaded.pathOf(loaded.release.head));
    const pixels = new Float32Array(2 * 3 * 32 * 32).fill(1, 0, 32 * 32);
    const { features } = await backbone.run({ pixels: new Tensor('float32', pixels, [2, 3, 32, 32]) });
    expect(features?.dims).toEqual([2, 24]);
    const { logit } = await head.run({ features: features as Ort.Tensor });
    expect(logit?.dims).toEqual([2, 1]);
    expect(logit?.data[0]).not.toBe(logit?.data[1]);
    await backbone.release();
    await head.release();
  });

  it('writes one with a changed file, which does not load', async () => {
    await writeTestRelease(join(folder, 'changed'), { broken: 'changed-file' });
    await expect(loadRelease(join(folder, 'changed'))).rejects.toMatchObject({
      code: 'RC_RELEASE_FILE_CHANGED',
    });
  });
});
