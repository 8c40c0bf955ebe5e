import { describe, expect, it } from 'vitest';
import { checkFeeds } from './checkFeeds.ts';
import type { Tensor, TensorSpec } from './ModelSession.ts';

const inputs: readonly TensorSpec[] = [
  { name: 'pixels', type: 'float32', dims: [-1, 3] },
  { name: 'mask', type: 'int64', dims: [2] },
];
const pixels: Tensor = { type: 'float32', dims: [2, 3], data: new Float32Array(6) };
const mask: Tensor = { type: 'int64', dims: [2], data: BigInt64Array.of(1n, 0n) };

describe('checkFeeds', () => {
  it('lets pass what fits, with any size where the size is free', () => {
    checkFeeds(inputs, { pixels, mask });
    checkFeeds(inputs, { pixels: { ...pixels, dims: [0, 3], data: new Float32Array(0) }, mask });
  });

  it.each<[string, Record<string, Tensor>]>([
    ['mask is missing', { pixels }],
    ['it has no input other', { pixels, mask, other: mask }],
    ['pixels is float32[2, 4] instead of float32[?, 3]', { pixels: { ...pixels, dims: [2, 4] }, mask }],
    ['pixels is float32[6] instead of float32[?, 3]', { pixels: { ...pixels, dims: [6] }, mask }],
    ['pixels is float32[3, 3] but holds 6 values', { pixels: { ...pixels, dims: [3, 3] }, mask }],
    ['pixels is float32[-2, 3] instead of float32[?, 3]', { pixels: { ...pixels, dims: [-2, 3] }, mask }],
    ['mask is float32[2, 3] instead of int64[2]', { pixels, mask: pixels }],
  ])('says that %s', (problem, feeds) => {
    const shown = problem.replace('float32[-2, 3]', 'float32[?, 3]');
    expect(() => checkFeeds(inputs, feeds)).toThrow(
      expect.objectContaining({
        code: 'RC_RUNTIME_FEED_INVALID',
        message: `The model cannot run on these inputs: ${shown}.`,
      }),
    );
  });

  it('names all mistakes at once, and is not fooled by inherited names', () => {
    expect(() => checkFeeds([{ name: 'toString', type: 'uint8', dims: [] }], { a: mask })).toThrow(
      /toString is missing; it has no input a\./,
    );
  });
});
