import fc from 'fast-check';
import type * as Ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { InferenceSession, Tensor } from '../runtimes/onnx/onnxRuntime.ts';
import { encodeOnnxModel } from './encodeOnnxModel.ts';
import type { OnnxGraph, OnnxTensor } from './OnnxGraph.ts';

const float = (name: string, dims: number[], values: number[]): OnnxTensor => ({
  ...{ name, dims, type: 'float32' },
  data: Float32Array.from(values),
});

const gemm: OnnxGraph = {
  name: 'gemm',
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 2] }],
  outputs: [{ name: 'y', type: 'float32', dims: ['n', 3] }],
  initializers: [float('w', [3, 2], [1, 2, 3, 4, 5, 6]), float('b', [3], [0.5, 0, -0.5])],
  nodes: [
    {
      ...{ op: 'Gemm', inputs: ['x', 'w', 'b'], outputs: ['y'] },
      attributes: { transB: { int: 1 }, alpha: { float: 2 } },
    },
  ],
};

const run = async (model: Uint8Array, feeds: Record<string, Ort.Tensor>) => {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const outputs = await session.run(feeds);
  await session.release();
  return outputs;
};

const floats = (tensor: Ort.Tensor | undefined): number[] => [...((tensor?.data ?? []) as Float32Array)];

describe('encodeOnnxModel', () => {
  it('writes a model that ONNX Runtime computes as the graph says, for any batch', async () => {
    const model = encodeOnnxModel(gemm);
    const { y } = await run(model, { x: new Tensor('float32', [1, 2, 3, 4], [2, 2]) });
    expect(y?.dims).toEqual([2, 3]);
    expect(floats(y)).toEqual([10.5, 22, 33.5, 22.5, 50, 77.5]);
    expect(encodeOnnxModel(gemm)).toEqual(model);
  });

  it('writes every kind of attribute, with a graph inside a graph', async () => {
    const step: OnnxGraph = {
      name: 'step',
      inputs: [
        { name: 'i', type: 'int64', dims: [] },
        { name: 'going', type: 'bool', dims: [] },
        { name: 'before', type: 'float32', dims: [2] },
      ],
      outputs: [
        { name: 'goes', type: 'bool', dims: [] },
        { name: 'after', type: 'float32', dims: [2] },
      ],
      nodes: [
        { op: 'Identity', inputs: ['going'], outputs: ['goes'] },
        { op: 'Constant', inputs: [], outputs: ['two'], attributes: { value_floats: { floats: [2, 3] } } },
        { op: 'Mul', inputs: ['before', 'two'], outputs: ['after'] },
      ],
    };
    const model = encodeOnnxModel({
      name: 'loop',
      inputs: [{ name: 'x', type: 'float32', dims: [2] }],
      outputs: [
        { name: 'y', type: 'float32', dims: [2] },
        { name: 'c', type: 'int64', dims: [2] },
        { name: 'h', type: 'float16', dims: [1] },
      ],
      initializers: [
        { name: 'times', type: 'int64', dims: [], data: BigInt64Array.of(3n) },
        { name: 'yes', type: 'bool', dims: [], data: Uint8Array.of(1) },
      ],
      nodes: [
        { op: 'Loop', inputs: ['times', 'yes', 'x'], outputs: ['y'], attributes: { body: { graph: step } } },
        { op: 'Constant', inputs: [], outputs: ['c'], attributes: { value_ints: { ints: [-1, 2n ** 40n] } } },
        {
          ...{ op: 'Constant', inputs: [], outputs: ['h'] },
          attributes: {
            value: { tensor: { name: 'half', type: 'float16', dims: [1], data: Uint16Array.of(0x3c00) } },
          },
        },
        {
          op: 'Constant',
          inputs: [],
          outputs: ['s'],
          attributes: { value_strings: { strings: ['a', 'b'] } },
        },
        { op: 'Constant', inputs: [], outputs: ['t'], attributes: { value_string: { string: 'a' } } },
      ],
    });
    const { y, c, h } = await run(model, { x: new Tensor('float32', [1, 1], [2]) });
    expect(floats(y)).toEqual([8, 27]);
    expect(c?.data).toEqual(BigInt64Array.of(-1n, 2n ** 40n));
    expect(h?.type).toBe('float16');
    expect(h?.data).toHaveLength(1);
    expect(Number(h?.data[0])).toBe(1);
  });

  it('keeps any weights exactly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 40 }),
        async (values) => {
          const model = encodeOnnxModel({
            name: 'constant',
            inputs: [],
            outputs: [{ name: 'w', type: 'float32', dims: [values.length] }],
            initializers: [float('w', [values.length], values)],
            nodes: [],
          });
          const { w } = await run(model, {});
          return floats(w).every((value, index) => Object.is(value, values[index]));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuses a tensor that does not fill its dimensions', () => {
    expect(() => encodeOnnxModel({ ...gemm, initializers: [float('w', [3, 2], [1])] })).toThrow(
      expect.objectContaining({
        code: 'RC_GRAPH_TENSOR_SIZE',
        message: 'The tensor w is 3×2 but holds 1 values.',
      }),
    );
  });
});
