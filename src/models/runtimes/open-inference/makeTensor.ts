import type { Tensor } from '../ModelSession.ts';

/** A tensor over little-endian bytes, as many as `dims` need. */
export function makeTensor(type: Tensor['type'], dims: readonly number[], bytes: ArrayBuffer): Tensor {
  switch (type) {
    case 'float32':
      return { type, dims, data: new Float32Array(bytes) };
    case 'float16':
      return { type, dims, data: new Uint16Array(bytes) };
    case 'int64':
      return { type, dims, data: new BigInt64Array(bytes) };
    case 'uint8':
      return { type, dims, data: new Uint8Array(bytes) };
  }
}
