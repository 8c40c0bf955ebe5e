import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Release, releaseSchema } from '../../src/contracts/release.ts';
import { encodeOnnxModel } from '../../src/models/onnxGraph/encodeOnnxModel.ts';
import type { OnnxGraph } from '../../src/models/onnxGraph/OnnxGraph.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { colourBackbone, type OnRed } from './colourBackbone.ts';

export interface TestReleaseOptions {
  /** Also the seed of its weights. */
  readonly id?: string;
  readonly featureSize?: number;
  /** Side of the model's square input, pixels, 8 or more. */
  readonly imageSize?: number;
  /** Added to the logit, so that releases can be told apart by their answers. */
  readonly bias?: number;
  /** Matrix products in each run, a fraction of a millisecond each: makes it slow. */
  readonly loops?: number;
  readonly onRed?: OnRed;
  /** Without a file for the backbone: it lives on a model server alone. */
  readonly remote?: boolean;
  /**
   * `not-onnx`: the backbone is not a model. `not-finite`: the logit is infinite. `wrong-head`: the head takes other
   * features than the backbone gives. `changed-file`: a checksum does not fit.
   */
  readonly broken?: 'not-onnx' | 'not-finite' | 'wrong-head' | 'changed-file';
}

const hidden = 8;

const head = (featureSize: number, seed: string, bias: number): OnnxGraph => {
  const random = createRandom(seed);
  const values = (length: number) => Float32Array.from({ length }, () => random.float() - 0.5);
  return {
    name: 'head',
    inputs: [{ name: 'features', type: 'float32', dims: ['n', featureSize] }],
    outputs: [{ name: 'logit', type: 'float32', dims: ['n', 1] }],
    initializers: [
      { name: 'w1', type: 'float32', dims: [featureSize, hidden], data: values(featureSize * hidden) },
      { name: 'b1', type: 'float32', dims: [hidden], data: values(hidden) },
      { name: 'w2', type: 'float32', dims: [hidden, 1], data: values(hidden) },
      { name: 'b2', type: 'float32', dims: [1], data: Float32Array.of(bias) },
    ],
    nodes: [
      { op: 'Gemm', inputs: ['features', 'w1', 'b1'], outputs: ['sums'] },
      { op: 'Relu', inputs: ['sums'], outputs: ['active'] },
      { op: 'Gemm', inputs: ['active', 'w2', 'b2'], outputs: ['logit'] },
    ],
  };
};

/**
 * Writes a tiny but whole release: a backbone that looks at the mean colour, and a head. Same options, same bytes.
 * @param folder is made where it does not exist
 * @returns the path of its release.json
 */
export async function writeTestRelease(folder: string, options: TestReleaseOptions = {}): Promise<string> {
  const {
    id = 'test-1',
    featureSize = 16,
    imageSize = 32,
    bias = 0,
    loops = 0,
    onRed,
    remote,
    broken,
  } = options;
  const backbone = colourBackbone({ featureSize, imageSize, seed: id, loops, onRed });
  const contents: Record<string, Uint8Array> = {
    ...(!remote && {
      'backbone.onnx':
        broken === 'not-onnx' ? new TextEncoder().encode('not a model') : encodeOnnxModel(backbone),
    }),
    'head.onnx': encodeOnnxModel(
      head(
        broken === 'wrong-head' ? featureSize + 1 : featureSize,
        `${id} head`,
        broken === 'not-finite' ? Number.POSITIVE_INFINITY : bias,
      ),
    ),
    NOTICE: new TextEncoder().encode('Random numbers; nobody owns them.\n'),
  };
  const release: Release = {
    format: 1,
    ...{ id, title: `Test release ${id}`, created: '2026-01-01', backbone: 'test', featureSize },
    profile: {
      ...{ width: imageSize, height: imageSize, fit: 'stretch', trimBorders: false },
      ...{ interpolation: 'bilinear', padding: [0, 0, 0], mean: [0, 0, 0], std: [1, 1, 1], order: 'rgb' },
    },
    variants: [{ precision: 'fp32', ...(!remote && { file: 'backbone.onnx' }) }],
    head: 'head.onnx',
    calibration: { method: 'temperature', temperature: 1 },
    metrics: {},
    licence: { expression: 'CC0-1.0', notice: 'NOTICE' },
    files: Object.entries(contents).map(([path, bytes]) => ({
      ...{ path, bytes: bytes.length },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  };
  await mkdir(folder, { recursive: true });
  for (const [path, bytes] of Object.entries(contents)) await writeFile(join(folder, path), bytes);
  if (broken === 'changed-file')
    await writeFile(join(folder, 'NOTICE'), 'Somebody else’s, forged by hand!\n');
  const path = join(folder, 'release.json');
  await writeFile(path, `${JSON.stringify(releaseSchema.parse(release), null, 2)}\n`);
  return path;
}
