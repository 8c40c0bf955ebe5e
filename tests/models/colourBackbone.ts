import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../src/models/onnxGraph/OnnxGraph.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';

/** What the model does when a picture of its batch is nearly pure red: a stand-in for an image that hurts. */
export type OnRed =
  /** The process dies of SIGFPE (x86-64). */
  | 'crash'
  /** That many matrix products more, a fraction of a millisecond each. */
  | { readonly loops: number }
  /** The runtime takes that much memory and keeps it. */
  | { readonly bytes: number };

export interface ColourBackboneOptions {
  readonly featureSize: number;
  readonly imageSize: number;
  readonly seed: string;
  /** Matrix products in each run, a fraction of a millisecond each. */
  readonly loops: number;
  readonly onRed: OnRed | undefined;
}

const side = 128;

const floats = (name: string, dims: number[], data: ArrayLike<number>): OnnxTensor => ({
  ...{ name, dims, type: 'float32' },
  data: Float32Array.from(data),
});
const integers = (name: string, dims: number[], data: bigint[]): OnnxTensor => ({
  ...{ name, dims, type: 'int64' },
  data: BigInt64Array.from(data),
});
const node = (
  op: string,
  inputs: string[],
  output: string,
  attributes?: OnnxNode['attributes'],
): OnnxNode => ({
  ...{ op, inputs, outputs: [output] },
  ...(attributes && { attributes }),
});

const matrixProducts: OnnxGraph = {
  name: 'product',
  inputs: [
    { name: 'step', type: 'int64', dims: [] },
    { name: 'going', type: 'bool', dims: [] },
    { name: 'before', type: 'float32', dims: [side, side] },
  ],
  outputs: [
    { name: 'goes', type: 'bool', dims: [] },
    { name: 'after', type: 'float32', dims: [side, side] },
  ],
  nodes: [node('Identity', ['going'], 'goes'), node('MatMul', ['before', 'unit'], 'after')],
};

/**
 * `pixels` float32 [n, 3, imageSize, imageSize] → `features` float32 [n, featureSize]: mean colour times random
 * weights. All else is work that ends in a zero which is added.
 */
export function colourBackbone(options: ColourBackboneOptions): OnnxGraph {
  const { featureSize, imageSize, seed, loops, onRed } = options;
  const random = createRandom(seed);
  const redLoops = typeof onRed === 'object' && 'loops' in onRed ? onRed.loops : 0;
  const redBytes = typeof onRed === 'object' && 'bytes' in onRed ? onRed.bytes : 0;
  return {
    name: 'colour',
    inputs: [{ name: 'pixels', type: 'float32', dims: ['n', 3, imageSize, imageSize] }],
    outputs: [{ name: 'features', type: 'float32', dims: ['n', featureSize] }],
    initializers: [
      floats(
        'weights',
        [3, featureSize],
        Array.from({ length: 3 * featureSize }, () => random.float() - 0.5),
      ),
      floats('redness', [3, 1], [1, -1, -1]),
      floats('half', [], [0.5]),
      floats('zero', [], [0]),
      floats(
        'unit',
        [side, side],
        Array.from({ length: side * side }, (_, i) => (i % (side + 1) === 0 ? 1 : 0)),
      ),
      integers('loops', [], [BigInt(loops)]),
      integers('redLoops', [], [BigInt(redLoops)]),
      integers('redFloats', [1], [BigInt(Math.ceil(redBytes / 4))]),
      integers('minusTwo', [], [onRed === 'crash' ? -2n : 0n]),
      integers('one', [], [1n]),
      // Divided by -1 this overflows, which x86-64 answers with a trap that ONNX Runtime does not guard against.
      integers('least', [2], [-(2n ** 63n), -(2n ** 63n)]),
      { name: 'yes', type: 'bool', dims: [], data: Uint8Array.of(1) },
    ],
    nodes: [
      node('GlobalAveragePool', ['pixels'], 'pooled'),
      node('Flatten', ['pooled'], 'colour'),
      node('MatMul', ['colour', 'weights'], 'plain'),
      node('MatMul', ['colour', 'redness'], 'scores'),
      node('ReduceMax', ['scores'], 'reddest', { keepdims: { int: 0 } }),
      node('Greater', ['reddest', 'half'], 'isRed'),
      node('Cast', ['isRed'], 'red', { to: { int: 7 } }),
      node('Mul', ['red', 'minusTwo'], 'change'),
      node('Add', ['change', 'one'], 'divisor'),
      node('Div', ['least', 'divisor'], 'quotients'),
      node('Cast', ['quotients'], 'quotient', { to: { int: 1 } }),
      node('ReduceMax', ['quotient'], 'crashSum', { keepdims: { int: 0 } }),
      node('Mul', ['red', 'redLoops'], 'moreLoops'),
      node('Add', ['loops', 'moreLoops'], 'allLoops'),
      node('Loop', ['allLoops', 'yes', 'unit'], 'product', { body: { graph: matrixProducts } }),
      node('ReduceMax', ['product'], 'loopSum', { keepdims: { int: 0 } }),
      node('Mul', ['redFloats', 'red'], 'length'),
      node('Add', ['length', 'one'], 'room'),
      node('ConstantOfShape', ['room'], 'ballast', {
        value: { tensor: floats('one', [1], [1]) },
      }),
      node('ReduceMax', ['ballast'], 'ballastSum', { keepdims: { int: 0 } }),
      node('Add', ['crashSum', 'loopSum'], 'twoSums'),
      node('Add', ['twoSums', 'ballastSum'], 'sums'),
      node('Mul', ['sums', 'zero'], 'nothing'),
      node('Add', ['plain', 'nothing'], 'features'),
    ],
  };
}
