/** The arrays that hold the values of tensors, by the tensors' types. */
export const tensorArrays = {
  float32: Float32Array,
  float16: Uint16Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
} as const;
