import { encodeOnnxModel } from '../../../src/models/onnxGraph/encodeOnnxModel.ts';
import type { OnnxGraph } from '../../../src/models/onnxGraph/OnnxGraph.ts';
import type { TensorSpec } from '../../../src/models/runtimes/ModelSession.ts';

/** Each element type in and out once. Half precision only where it is asked for: it has no form in JSON. */
const graph = (half: boolean): OnnxGraph => ({
  name: 'conformance',
  inputs: [
    { name: 'values', type: 'float32', dims: ['n', 3] },
    { name: 'bytes', type: 'uint8', dims: ['n', 2] },
    { name: 'ids', type: 'int64', dims: ['n', 1] },
    ...(half ? [{ name: 'halves', type: 'float16', dims: ['n', 2] } as const] : []),
  ],
  outputs: [
    { name: 'scores', type: 'float32', dims: ['n', 2] },
    { name: 'swapped_bytes', type: 'uint8', dims: ['n', 2] },
    { name: 'next_ids', type: 'int64', dims: ['n', 1] },
    ...(half ? [{ name: 'swapped_halves', type: 'float16', dims: ['n', 2] } as const] : []),
  ],
  initializers: [
    // Exact in binary, so that every implementation has to give the same numbers to the last bit.
    { name: 'weights', type: 'float32', dims: [3, 2], data: Float32Array.of(1, -2, 0.5, 4, -0.25, 8) },
    { name: 'bias', type: 'float32', dims: [2], data: Float32Array.of(100, -1) },
    { name: 'swap', type: 'int64', dims: [2], data: BigInt64Array.of(1n, 0n) },
    { name: 'one', type: 'int64', dims: [1], data: BigInt64Array.of(1n) },
  ],
  nodes: [
    { op: 'Gemm', inputs: ['values', 'weights', 'bias'], outputs: ['scores'] },
    {
      ...{ op: 'Gather', inputs: ['bytes', 'swap'], outputs: ['swapped_bytes'] },
      attributes: { axis: { int: 1 } },
    },
    { op: 'Add', inputs: ['ids', 'one'], outputs: ['next_ids'] },
    ...(half
      ? [
          {
            ...{ op: 'Gather', inputs: ['halves', 'swap'], outputs: ['swapped_halves'] },
            attributes: { axis: { int: 1 } },
          },
        ]
      : []),
  ],
});

const toSpec = ({ name, type, dims }: OnnxGraph['inputs'][number]): TensorSpec => ({
  name,
  type: type as TensorSpec['type'],
  dims: dims.map((size) => (typeof size === 'number' ? size : -1)),
});

export interface ConformanceModel {
  /** ONNX. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}

/** The model that every implementation of ModelSession has to run rightly, made anew by our own writer. */
export function makeConformanceModel(half: boolean): ConformanceModel {
  const model = graph(half);
  return {
    bytes: encodeOnnxModel(model),
    inputs: model.inputs.map(toSpec),
    outputs: model.outputs.map(toSpec),
  };
}
