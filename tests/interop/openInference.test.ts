import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openOnnxSession } from '../../src/models/runtimes/onnx/openOnnxSession.ts';
import {
  type OpenInferenceSessionOptions,
  openOpenInferenceSession,
} from '../../src/models/runtimes/open-inference/openOpenInferenceSession.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { makeConformanceModel } from '../models/conformance/makeConformanceModel.ts';
import { describeModelSession } from '../models/conformance/modelSessionConformance.ts';
import { pythonOf } from './pythonOf.ts';
import { type ModelServer, startModelServer } from './startModelServer.ts';

const images = 3;
const run = promisify(execFile);
const exporter = fileURLToPath(new URL('../../python/backbones/exportDinov3.py', import.meta.url));
const backboneScript = fileURLToPath(new URL('./python/openInferenceBackbone.py', import.meta.url));
const reportSchema = z.object({
  ...{ family: z.string(), patch: z.int(), registers: z.int(), opset: z.int(), tolerance: z.number() },
  difference: z.object({ maximum: z.number(), spread: z.number() }),
  release: z.object({
    featureSize: z.int(),
    profile: z.record(z.string(), z.unknown()),
    variants: z.array(z.object({ precision: z.string(), file: z.string() })),
    files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
  }),
});

let folder = '';
let triton: ModelServer;
let mlserver: ModelServer;
let exported: z.output<typeof reportSchema>;
let moved = 0;
const path = (name: string): string => join(folder, name);
const floats = async (name: string): Promise<Float32Array<ArrayBuffer>> =>
  new Float32Array(Uint8Array.from(await readFile(path(name))).buffer);
const exportBackbone = async (...args: readonly string[]) => {
  const { stdout } = await run(pythonOf('ROADCREW_PYTHON_SERVER'), [exporter, ...args], { cwd: folder });
  return reportSchema.parse(JSON.parse(stdout));
};

beforeAll(async () => {
  const python = pythonOf('ROADCREW_PYTHON_SERVER');
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-backbone-'));
  await writeFile(path('conformance.onnx'), makeConformanceModel(true).bytes);
  await writeFile(path('conformance-json.onnx'), makeConformanceModel(false).bytes);
  const { stdout } = await run(python, [backboneScript, JSON.stringify({ folder, images })]);
  ({ moved } = z.object({ moved: z.number() }).parse(JSON.parse(stdout)));
  exported = await exportBackbone('model', '--output', path('backbone.onnx'));
  const backbone = path('backbone.onnx');
  [triton, mlserver] = await Promise.all([
    startModelServer(python, 'openInferenceTriton.py', { conformance: path('conformance.onnx'), backbone }),
    startModelServer(python, 'openInferenceMlserver.py', {
      ...{ conformance: path('conformance-json.onnx'), backbone },
    }),
  ]);
}, 300_000);
afterAll(async () => {
  await Promise.all([triton?.stop(), mlserver?.stop()]);
  if (folder !== '') await rm(folder, { recursive: true });
});

const open = (server: ModelServer, more: Partial<OpenInferenceSessionOptions> = {}) =>
  openOpenInferenceSession({
    ...{ url: server.url, model: 'conformance', clock: systemClock, timeoutMs: 30_000 },
    ...more,
  });

describeModelSession('Open Inference, binary, against Triton', () => open(triton));
describeModelSession('Open Inference, JSON, against MLServer', () => open(mlserver), { half: false });

describe('real model servers', () => {
  it('speak the forms for which the suites above stand: bytes and JSON', async () => {
    const extensions = async (url: string) =>
      z.object({ extensions: z.array(z.string()) }).parse(await (await fetch(`${url}/v2`)).json()).extensions;
    expect(await extensions(triton.url)).toContain('binary_tensor_data');
    expect(await extensions(mlserver.url)).not.toContain('binary_tensor_data');
  });

  it.each([
    ['Triton', () => triton],
    ['MLServer', () => mlserver],
  ] as const)('%s names the model that it does not have', async (_name, server) => {
    await expect(open(server(), { model: 'elsewhere' })).rejects.toMatchObject({
      code: 'RC_OPEN_INFERENCE_REFUSED',
      message: expect.stringMatching(/elsewhere.*not found/i),
    });
  });

  it('say why a run fails, and go on: Triton takes batches of 16 here', async () => {
    const session = await open(triton, { version: '1' });
    const feeds = (rows: number) => ({
      values: { type: 'float32' as const, dims: [rows, 3], data: new Float32Array(rows * 3) },
      bytes: { type: 'uint8' as const, dims: [rows, 2], data: new Uint8Array(rows * 2) },
      ids: { type: 'int64' as const, dims: [rows, 1], data: new BigInt64Array(rows) },
      halves: { type: 'float16' as const, dims: [rows, 2], data: new Uint16Array(rows * 2) },
    });
    await expect(session.run(feeds(17))).rejects.toMatchObject({
      code: 'RC_OPEN_INFERENCE_REFUSED',
      message: expect.stringContaining('16'),
    });
    expect((await session.run(feeds(16))).scores?.dims).toEqual([16, 2]);
  });
});

describe('a DINOv3 backbone with random weights', () => {
  it('is exported with what a release has to say about it', async () => {
    expect(exported).toMatchObject({
      ...{ family: 'dinov3_vit', patch: 16, registers: 4, opset: 18 },
      release: {
        featureSize: 96,
        profile: {
          ...{ width: 224, height: 224, order: 'rgb', fit: 'stretch', interpolation: 'bilinear' },
          ...{ mean: [0.4, 0.5, 0.6], std: [0.2, 0.25, 0.3] },
        },
        variants: [{ precision: 'fp32', file: 'backbone.onnx' }],
      },
    });
    expect(exported.release.files.map((file) => file.path)).toEqual(['backbone.onnx']);
    // Rotary positions matter in it, or agreement would say nothing about them.
    expect(moved).toBeGreaterThan(0.1);
  });

  it.each([
    [
      'ONNX Runtime in this process',
      () => openOnnxSession({ path: path('backbone.onnx'), providers: ['cpu'], threads: 1 }),
    ],
    ['Triton', () => open(triton, { model: 'backbone' })],
    ['MLServer', () => open(mlserver, { model: 'backbone' })],
  ] as const)('gives PyTorch’s features through %s', async (_name, openBackbone) => {
    const session = await openBackbone();
    try {
      expect(session.inputs).toEqual([{ name: 'pixels', type: 'float32', dims: [-1, 3, 224, 224] }]);
      expect(session.outputs).toEqual([{ name: 'features', type: 'float32', dims: [-1, 96] }]);
      const [pixels, wanted] = await Promise.all([floats('pixels.f32'), floats('features.f32')]);
      const spread = Math.max(...wanted) - Math.min(...wanted);
      expect(spread).toBeGreaterThan(1);
      const one = 3 * 224 * 224;
      for (const [start, rows] of [
        [0, images],
        [1, 1],
      ] as const) {
        const data = pixels.subarray(start * one, (start + rows) * one);
        const { features } = await session.run({
          pixels: { type: 'float32', dims: [rows, 3, 224, 224], data },
        });
        expect(features?.dims).toEqual([rows, 96]);
        const distances = [...(features?.data ?? [])].map((value, index) =>
          Math.abs(Number(value) - (wanted[start * 96 + index] ?? Number.NaN)),
        );
        expect(Math.max(...distances)).toBeLessThan(1e-4);
      }
    } finally {
      await session.close();
    }
  });

  it.each([
    ['tiny', 'fp16', 'dinov3_vit', 96],
    ['dinov2-tiny', 'fp32', 'dinov2', 64],
    ['convnextv2-tiny', 'fp32', 'convnextv2', 64],
  ])(
    'has sisters: %s in %s',
    async (name, precision, family, featureSize) => {
      const file = path(`${name}.onnx`);
      const report = await exportBackbone('--random', name, '--precision', precision, '--output', file);
      expect(report).toMatchObject({ family, release: { featureSize, variants: [{ precision }] } });
      expect(report.difference.maximum).toBeLessThanOrEqual(report.tolerance);
      expect(report.difference.spread).toBeGreaterThan(0.01);
      const session = await openOnnxSession({ path: file, providers: ['cpu'], threads: 1 });
      expect(session.outputs).toEqual([{ name: 'features', type: 'float32', dims: [-1, featureSize] }]);
      await session.close();
    },
    120_000,
  );

  it('is not exported at a size that would leave pixels out', async () => {
    const refused = exportBackbone('--random', 'tiny', '--size', '230', '--output', path('no.onnx'));
    await expect(refused).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no multiple of the patch of 16'),
    });
  }, 60_000);
});
