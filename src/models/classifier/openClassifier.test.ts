import { describe, expect, it } from 'vitest';
import type { Release } from '../../contracts/release.ts';
import type { RgbImage } from '../../imaging/RgbImage.ts';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import type { LoadedRelease } from '../releases/loadRelease.ts';
import type { ModelSession, Tensor, TensorSpec } from '../runtimes/ModelSession.ts';
import { type ClassifierOptions, openClassifier } from './openClassifier.ts';

const size = 8;
const featureSize = 2;

const release: Release = {
  format: 1,
  id: 'tiny-1',
  title: 'Tiny',
  created: '2026-05-01',
  backbone: 'tiny',
  featureSize,
  profile: {
    width: size,
    height: size,
    fit: 'stretch',
    trimBorders: false,
    interpolation: 'bilinear',
    padding: [0, 0, 0],
    mean: [0, 0, 0],
    std: [1, 1, 1],
    order: 'rgb',
  },
  variants: [
    { precision: 'int8', file: 'int8.onnx' },
    {
      precision: 'fp32',
      file: 'fp32.onnx',
      calibration: { method: 'platt', slope: 1, intercept: 0 },
    },
  ],
  head: 'head.onnx',
  calibration: { method: 'temperature', temperature: 2 },
  metrics: {},
  licence: { expression: 'MIT', notice: 'NOTICE' },
  files: [],
};
const loaded: LoadedRelease = {
  release,
  folder: '/releases/tiny',
  extraFiles: [],
  pathOf: (file) => `/releases/tiny/${file}`,
};

type Compute = (row: Float32Array) => readonly number[];

interface Fake extends ModelSession {
  readonly batches: number[];
  closed: number;
}

const spec = (name: string, dims: readonly number[], type: Tensor['type'] = 'float32'): TensorSpec => ({
  name,
  type,
  dims,
});

function fakeSession(
  compute: Compute,
  { inputs, outputs }: { inputs: readonly TensorSpec[]; outputs: readonly TensorSpec[] },
): Fake {
  const session: Fake = {
    inputs,
    outputs,
    attempts: [{ provider: 'cpu', outcome: 'taken' }],
    batches: [],
    closed: 0,
    async run(feeds, options) {
      options?.signal?.throwIfAborted();
      const [input] = inputs;
      const feed = feeds[input?.name ?? ''];
      if (feed?.type !== 'float32') throw new Error('wrong feed');
      const [count = 0, ...rest] = feed.dims;
      session.batches.push(count);
      const length = rest.reduce((product, dim) => product * dim, 1);
      const rows = Array.from({ length: count }, (_, row) =>
        compute(feed.data.slice(row * length, (row + 1) * length)),
      );
      const result = (dims: readonly number[]): Tensor => ({
        type: 'float32',
        dims,
        data: Float32Array.from(rows.flat()),
      });
      return Object.fromEntries(outputs.map(({ name, dims }) => [name, result([count, ...dims.slice(1)])]));
    },
    async close() {
      session.closed += 1;
    },
  };
  return session;
}

/** Features: mean of the red channel, and 1. */
const backboneOf = (
  batch = -1,
  compute: Compute = (row) => [
    row.slice(0, size * size).reduce((sum, value) => sum + value, 0) / size ** 2,
    1,
  ],
) =>
  fakeSession(compute, {
    inputs: [spec('pixels', [batch, 3, size, size])],
    outputs: [spec('features', [batch, featureSize])],
  });
/** Logit: 8 · mean − 4. */
const headOf = (compute: Compute = ([mean = 0]) => [8 * mean - 4]) =>
  fakeSession(compute, {
    inputs: [spec('features', [-1, featureSize])],
    outputs: [spec('logit', [-1, 1])],
  });

const grey = (value: number): RgbImage => ({
  width: 16,
  height: 16,
  data: new Uint8Array(16 * 16 * 3).fill(value),
});

const open = (backbone: ModelSession, head: ModelSession, options: Partial<ClassifierOptions> = {}) =>
  openClassifier({
    loaded,
    open: async (_, part) => (part === 'backbone' ? backbone : head),
    ...options,
  });

const failure = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

describe('openClassifier', () => {
  it('turns pictures into features, logits and calibrated probabilities, in their order', async () => {
    const classifier = await open(backboneOf(), headOf());
    const results = await classifier.classify([grey(0), grey(255), grey(51)]);
    expect(results.map(({ logit }) => logit)).toEqual([
      expect.closeTo(-4, 4),
      expect.closeTo(4, 4),
      expect.closeTo(-2.4, 4),
    ]);
    expect(results.map(({ probability }) => probability)).toEqual([
      expect.closeTo(1 / (1 + Math.exp(2)), 5),
      expect.closeTo(1 / (1 + Math.exp(-2)), 5),
      expect.closeTo(1 / (1 + Math.exp(1.2)), 5),
    ]);
    expect(results.map(({ features }) => [...features].map((value) => Math.round(value * 100)))).toEqual([
      [0, 100],
      [100, 100],
      [20, 100],
    ]);
    expect(await classifier.classify([])).toEqual([]);
  });

  it('calibrates a variant by its own calibration where it has one', async () => {
    const classifier = await open(backboneOf(), headOf(), { precision: 'fp32' });
    const [{ probability } = { probability: 0 }] = await classifier.classify([grey(255)]);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-4)), 5);
  });

  it('takes the backbone from a server, and the head from its file', async () => {
    const opened: string[] = [];
    const classifier = await open(backboneOf(), headOf(), {
      loaded: { ...loaded, release: { ...release, variants: [{ precision: 'fp16' }] } },
      open: async (path) => {
        opened.push(path);
        return headOf();
      },
      openRemote: async ({ id }) => {
        opened.push(id);
        return { ...backboneOf(), attempts: [{ provider: 'https://triton', outcome: 'taken' }] };
      },
    });
    expect(opened).toEqual(['tiny-1', '/releases/tiny/head.onnx']);
    expect(classifier).toMatchObject({ precision: 'fp16', attempts: [{ provider: 'https://triton' }] });
    const [{ logit } = { logit: Number.NaN }] = await classifier.classify([grey(255)]);
    expect(logit).toBeCloseTo(4, 4);
  });

  it('answers the same one by one and together, also where the model takes a fixed batch', async () => {
    const images = [0, 40, 80, 120, 160].map(grey);
    const wanted = await (await open(backboneOf(), headOf())).classify(images);
    const fixed = backboneOf(2);
    const classifier = await open(fixed, headOf());
    const got = await classifier.classify(images);
    expect(fixed.batches).toEqual([2, 2, 2]);
    expect(got.map(({ logit }) => logit)).toEqual(wanted.map(({ logit }) => logit));
    const single = await Promise.all(images.map((image) => classifier.classify([image])));
    expect(single.flat().map(({ logit }) => logit)).toEqual(wanted.map(({ logit }) => logit));
  });

  it('takes the first variant, or the one that is asked for', async () => {
    const opened: string[] = [];
    const record = async (path: string, part: 'backbone' | 'head') => {
      opened.push(path);
      return part === 'backbone' ? backboneOf() : headOf();
    };
    expect((await openClassifier({ loaded, open: record })).precision).toBe('int8');
    expect((await openClassifier({ loaded, open: record, precision: 'fp32' })).precision).toBe('fp32');
    expect(opened).toEqual(['int8', 'head', 'fp32', 'head'].map((name) => `/releases/tiny/${name}.onnx`));
    await expect(openClassifier({ loaded, open: record, precision: 'fp16' })).rejects.toMatchObject(
      failure('RC_CLASSIFIER_PRECISION_MISSING', /fp16 variant; it has int8, fp32/),
    );
    expect(opened).toHaveLength(4);
  });

  it('refuses models that do not have the shapes of the release, and leaves none open', async () => {
    const wrong: readonly (readonly [TensorSpec[], TensorSpec[], RegExp])[] = [
      [[], [spec('features', [-1, 2])], /0 inputs/],
      [[spec('pixels', [-1, 3, 9, 8])], [spec('features', [-1, 2])], /pixels float32\[n, 3, 9, 8\]/],
      [[spec('pixels', [0, 3, 8, 8])], [spec('features', [0, 2])], /pixels float32\[0, 3, 8, 8\]/],
      [[spec('pixels', [-1, 3, 8, 8], 'uint8')], [spec('features', [-1, 2])], /uint8/],
      [[spec('pixels', [-1, 3, 8, 8])], [spec('features', [-1, 3])], /none of its outputs/],
      [[spec('pixels', [-1, 3, 8, 8])], [spec('a', [-1, 2]), spec('b', [-1, 2])], /more than one/],
    ];
    for (const [inputs, outputs, message] of wrong) {
      const backbone = fakeSession(() => [0, 0], { inputs, outputs });
      await expect(open(backbone, headOf())).rejects.toMatchObject(
        failure('RC_CLASSIFIER_MODEL_UNFIT', message),
      );
      expect(backbone.closed).toBe(1);
    }
    const backbone = backboneOf();
    const loading = openClassifier({
      loaded,
      open: async (_, part) => {
        if (part === 'head') throw new Error('no head');
        return backbone;
      },
    });
    await expect(loading).rejects.toThrow('no head');
    expect(backbone.closed).toBe(1);
  });

  it('finds the features among other outputs', async () => {
    const backbone = fakeSession(() => [0.75, 1], {
      inputs: [spec('pixel_values', [-1, -1, -1, -1])],
      outputs: [
        spec('logits', [-1, 1000]),
        spec('other', [-1, featureSize]),
        spec('pooler_output', [-1, featureSize]),
      ],
    });
    const [result] = await (await open(backbone, headOf())).classify([grey(1)]);
    expect(result?.logit).toBe(2);
  });

  it('refuses answers that are not finite numbers or not as many as expected', async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      for (const [backbone, head, part] of [
        [backboneOf(-1, () => [0, value]), headOf(), 'backbone'],
        [backboneOf(), headOf(() => [value]), 'head'],
      ] as const) {
        await expect((await open(backbone, head)).classify([grey(1)])).rejects.toMatchObject(
          failure('RC_CLASSIFIER_OUTPUT_INVALID', new RegExp(`The ${part} .* not finite`)),
        );
      }
    }
    await expect(
      (
        await open(
          backboneOf(-1, () => [1]),
          headOf(),
        )
      ).classify([grey(1)]),
    ).rejects.toMatchObject(failure('RC_CLASSIFIER_OUTPUT_INVALID', /1 values instead of 2/));
  });

  it('stops when the caller gives up', async () => {
    const backbone = backboneOf();
    const classifier = await open(backbone, headOf());
    const reason = new Error('enough');
    await expect(classifier.classify([grey(1)], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(backbone.batches).toEqual([]);
  });

  it('says how long its parts took', async () => {
    const clock = createManualClock();
    const slow = (session: Fake, ms: number): ModelSession => ({
      ...session,
      run: async (feeds, options) => {
        await clock.advance(ms);
        return session.run(feeds, options);
      },
    });
    const classifier = await open(slow(backboneOf(), 30), slow(headOf(), 2), { clock });
    const [result] = await classifier.classify([grey(1)]);
    expect(result?.timings).toEqual({ preprocess: 0, backbone: 30, head: 2 });
  });

  it('closes both models once', async () => {
    const backbone = backboneOf();
    const head = headOf();
    const classifier = await open(backbone, head);
    await classifier.close();
    await classifier.close();
    expect([backbone.closed, head.closed]).toEqual([1, 1]);
  });
});
