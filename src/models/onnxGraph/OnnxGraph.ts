/** Element types that can be written, with the array that holds their values. `float16` is raw bits, `bool` 0 or 1. */
export type OnnxTensor = { readonly name: string; readonly dims: readonly number[] } & (
  | { readonly type: 'float32'; readonly data: Float32Array }
  | { readonly type: 'float64'; readonly data: Float64Array }
  | { readonly type: 'float16'; readonly data: Uint16Array }
  | { readonly type: 'uint8'; readonly data: Uint8Array }
  | { readonly type: 'int8'; readonly data: Int8Array }
  | { readonly type: 'bool'; readonly data: Uint8Array }
  | { readonly type: 'int32'; readonly data: Int32Array }
  | { readonly type: 'int64'; readonly data: BigInt64Array }
);

export type OnnxElementType = OnnxTensor['type'];

/** An input or output of a graph. A dimension is a size, or a name where the size is free. */
export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxElementType;
  readonly dims: readonly (number | string)[];
}

/** Tagged, because a whole number may be meant as a float: `{ float: 1 }`, `{ int: 1 }`. */
export type OnnxAttribute =
  | { readonly int: number | bigint }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly tensor: OnnxTensor }
  | { readonly graph: OnnxGraph }
  | { readonly ints: readonly (number | bigint)[] }
  | { readonly floats: readonly number[] }
  | { readonly strings: readonly string[] };

export interface OnnxNode {
  /** Operator, e.g. `Gemm`. */
  readonly op: string;
  /** Values that it reads; an empty text leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  readonly name?: string;
  /** Operator set, where it is not ONNX's own. */
  readonly domain?: string;
}

/** A computation as data. Nodes stand in an order in which each reads only what stands before it. */
export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Constants: weights, shapes. */
  readonly initializers?: readonly OnnxTensor[];
  readonly nodes: readonly OnnxNode[];
}
