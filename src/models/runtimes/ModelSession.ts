/** Element types that our models use, with the array that holds their values. */
export type Tensor = { readonly dims: readonly number[] } & (
  | { readonly type: 'float32'; readonly data: Float32Array }
  | { readonly type: 'int64'; readonly data: BigInt64Array }
  | { readonly type: 'uint8'; readonly data: Uint8Array }
  /** IEEE 754 half precision as raw bits. */
  | { readonly type: 'float16'; readonly data: Uint16Array }
);

export interface TensorSpec {
  readonly name: string;
  readonly type: Tensor['type'];
  /** -1 where the size is free. */
  readonly dims: readonly number[];
}

/** One place where a model could run, and what came of it. */
export interface ProviderAttempt {
  /** `tensorrt`, `cuda`, `cpu`, or the address of a model server. */
  readonly provider: string;
  readonly outcome: 'taken' | 'failed' | 'not-tried';
  /** Why it failed, in words for the operator. */
  readonly reason?: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
}

/** A loaded model, here or on a server. All implementations pass one conformance suite. */
export interface ModelSession {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** Which provider was taken, and why those before it were not. */
  readonly attempts: readonly ProviderAttempt[];
  /**
   * @throws RC_RUNTIME_… for a wrong feed, a run that failed, or a session that is closed; the signal's reason when
   *   it aborts
   */
  run(
    feeds: Readonly<Record<string, Tensor>>,
    options?: RunOptions,
  ): Promise<Readonly<Record<string, Tensor>>>;
  /** Frees the model. Safe to call again. */
  close(): Promise<void>;
}
