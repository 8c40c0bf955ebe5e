import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Release, releaseSchema } from '../../src/contracts/release.ts';
import { encodeOnnxModel } from '../../src/models/onnxGraph/encodeOnnxModel.ts';
import type { OnnxTensor } from '../../src/models/onnxGraph/OnnxGraph.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';

const hidden = 256;

/** The head of every release, d → 256 → 1, with random weights that keep the scale of what goes through. */
function randomHead(featureSize: number): Uint8Array {
  const random = createRandom('head');
  const weights = (name: string, dims: readonly number[], fanIn: number): OnnxTensor => ({
    ...{ name, dims, type: 'float32' },
    data: Float32Array.from(
      { length: dims.reduce((product, size) => product * size, 1) },
      () => (2 * random.float() - 1) * Math.sqrt(3 / fanIn),
    ),
  });
  return encodeOnnxModel({
    name: 'head',
    inputs: [{ name: 'features', type: 'float32', dims: ['n', featureSize] }],
    outputs: [{ name: 'logit', type: 'float32', dims: ['n', 1] }],
    initializers: [
      weights('w1', [featureSize, hidden], featureSize),
      weights('b1', [hidden], hidden),
      weights('w2', [hidden, 1], hidden),
    ],
    nodes: [
      { op: 'Gemm', inputs: ['features', 'w1', 'b1'], outputs: ['sums'] },
      { op: 'Relu', inputs: ['sums'], outputs: ['active'] },
      { op: 'MatMul', inputs: ['active', 'w2'], outputs: ['logit'] },
    ],
  });
}

export interface RemoteBackboneRelease {
  readonly id: string;
  /** What `exportDinov3.py` printed for release.json. */
  readonly exported: Pick<Release, 'featureSize'> & { readonly profile: Readonly<Record<string, unknown>> };
  /** ONNX file of the backbone; without it, the backbone lives on a server alone. */
  readonly backbone?: string;
}

/** Writes the release of an exported backbone into a new folder. */
export async function writeRemoteBackboneRelease(
  folder: string,
  { id, exported, backbone }: RemoteBackboneRelease,
): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, 'head.onnx'), randomHead(exported.featureSize));
  await writeFile(join(folder, 'NOTICE'), 'Random numbers; nobody owns them.\n');
  if (backbone !== undefined) await copyFile(backbone, join(folder, 'backbone.onnx'));
  const paths = ['head.onnx', 'NOTICE', ...(backbone === undefined ? [] : ['backbone.onnx'])];
  const files = paths.map(async (path) => {
    const bytes = await readFile(join(folder, path));
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const release = releaseSchema.parse({
    ...{ format: 1, id, title: 'DINOv3 of random numbers', created: '2026-01-01', backbone: 'random' },
    featureSize: exported.featureSize,
    profile: { ...exported.profile, trimBorders: false, padding: [0, 0, 0] },
    variants: [{ precision: 'fp32', ...(backbone !== undefined && { file: 'backbone.onnx' }) }],
    head: 'head.onnx',
    calibration: { method: 'temperature', temperature: 1 },
    metrics: {},
    licence: { expression: 'CC0-1.0', notice: 'NOTICE' },
    files: await Promise.all(files),
  });
  await writeFile(join(folder, 'release.json'), JSON.stringify(release));
}
