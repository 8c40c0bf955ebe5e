import type { Tensor } from '../ModelSession.ts';

interface DataType {
  readonly type: Tensor['type'];
  readonly bytes: number;
}

/**
 * The protocol's names of the element types that our models use.
 * Source: Open Inference Protocol v2, "Tensor Data Types".
 */
export const dataTypes: ReadonlyMap<string, DataType> = new Map([
  ['FP32', { type: 'float32', bytes: 4 }],
  ['FP16', { type: 'float16', bytes: 2 }],
  ['INT64', { type: 'int64', bytes: 8 }],
  ['UINT8', { type: 'uint8', bytes: 1 }],
]);

const names = new Map([...dataTypes].map(([name, { type }]) => [type, name]));

/** The protocol's name of one of our types, e.g. `FP32` of `float32`. */
export const nameOfType = (type: Tensor['type']): string => names.get(type) ?? type;
