import type * as Ort from 'onnxruntime-node';
import { checkFeeds } from '../checkFeeds.ts';
import { runtimeError } from '../errors.ts';
import type { ModelSession, ProviderAttempt, Tensor, TensorSpec } from '../ModelSession.ts';
import { explainProviderFailure } from './explainProviderFailure.ts';
import { env, InferenceSession, Tensor as OrtTensor } from './onnxRuntime.ts';

export interface OnnxSessionOptions {
  /** The ONNX file. */
  readonly path: string;
  /** Where to run, best first: `tensorrt`, `cuda`, `webgpu`, `cpu`. */
  readonly providers: readonly string[];
  /** Threads of one run on the CPU, 1 or more. */
  readonly threads: number;
  /** Which GPU, from 0. */
  readonly deviceId?: number | undefined;
}

const ours = ['float32', 'float16', 'int64', 'uint8'] as const;
const providersWithDevice = ['cuda', 'tensorrt', 'webgpu'];

const toSpec =
  (kind: 'input' | 'output', path: string) =>
  (value: Ort.InferenceSession.ValueMetadata): TensorSpec => {
    const type = ours.find((name) => value.isTensor && name === value.type);
    if (!value.isTensor || type === undefined) {
      const found = value.isTensor ? value.type : 'none of a tensor';
      throw runtimeError('RC_RUNTIME_TYPE_UNSUPPORTED', { kind, name: value.name, path, type: found });
    }
    return {
      name: value.name,
      type,
      dims: value.shape.map((size) => (typeof size === 'number' ? size : -1)),
    };
  };

const toOrt = (tensor: Tensor): Ort.Tensor => {
  // The constructor has an overload for each type and none for their union.
  const result = new OrtTensor(tensor.type as 'float32', tensor.data as Float32Array, tensor.dims);
  // In a Node that has Float16Array the runtime wraps the bits into one, which its own native half cannot read.
  if (tensor.type === 'float16') Object.defineProperty(result, 'data', { value: tensor.data });
  return result;
};

/** The runtime's array is a Float16Array in a Node that has one; ours are the raw bits. */
const fromOrt = (tensor: Ort.Tensor, type: Tensor['type']): Tensor => {
  const { dims } = tensor;
  switch (type) {
    case 'float32':
      return { type, dims, data: tensor.data as Float32Array };
    case 'int64':
      return { type, dims, data: tensor.data as BigInt64Array };
    case 'uint8':
      return { type, dims, data: tensor.data as Uint8Array };
    case 'float16': {
      const { buffer, byteOffset, length } = tensor.data as Uint16Array;
      return { type, dims, data: new Uint16Array(buffer, byteOffset, length) };
    }
  }
};

const openOn = (provider: string, { path, threads, deviceId }: OnnxSessionOptions) =>
  InferenceSession.create(path, {
    executionProviders: [
      deviceId !== undefined && providersWithDevice.includes(provider)
        ? { name: provider as 'cuda', deviceId }
        : provider,
    ],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // What it would print is also in the error that it throws.
    logSeverityLevel: 4,
  });

async function openOnFirst(options: OnnxSessionOptions) {
  const attempts: ProviderAttempt[] = [];
  let session: Ort.InferenceSession | undefined;
  let cause: unknown;
  for (const provider of options.providers) {
    if (session !== undefined) {
      attempts.push({ provider, outcome: 'not-tried' });
      continue;
    }
    try {
      session = await openOn(provider, options);
      attempts.push({ provider, outcome: 'taken' });
    } catch (error) {
      cause = error;
      attempts.push({ provider, outcome: 'failed', reason: explainProviderFailure(provider, error) });
    }
  }
  if (session === undefined) {
    const reasons = attempts.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ');
    const details = { path: options.path, reasons: reasons || 'none was named' };
    throw runtimeError('RC_RUNTIME_MODEL_UNOPENED', details, cause);
  }
  return { session, attempts };
}

/**
 * Opens a model in this process. Providers are tried one by one, as ONNX Runtime's own list does not fall back.
 *
 * A run blocks its thread, cannot be interrupted (a signal takes effect before and after it), and sessions that are
 * opened and closed over and over leak: so models run in processes of their own (`workers/`).
 * @throws RC_RUNTIME_MODEL_UNOPENED, RC_RUNTIME_TYPE_UNSUPPORTED; from `run` also RC_RUNTIME_FEED_INVALID,
 *   RC_RUNTIME_RUN_FAILED, RC_RUNTIME_CLOSED
 */
export async function openOnnxSession(options: OnnxSessionOptions): Promise<ModelSession> {
  // Loading the libraries of a provider prints through the runtime's environment, not through a session.
  env.logLevel = 'fatal';
  const { session, attempts } = await openOnFirst(options);
  let inputs: TensorSpec[];
  let outputs: TensorSpec[];
  try {
    inputs = session.inputMetadata.map(toSpec('input', options.path));
    outputs = session.outputMetadata.map(toSpec('output', options.path));
  } catch (error) {
    await session.release();
    throw error;
  }
  let closing: Promise<void> | undefined;
  const running = new Set<Promise<unknown>>();

  return {
    ...{ inputs, outputs, attempts },
    async run(feeds, { signal } = {}) {
      if (closing !== undefined) throw runtimeError('RC_RUNTIME_CLOSED');
      signal?.throwIfAborted();
      checkFeeds(inputs, feeds);
      const given = Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, toOrt(feed)]));
      const work = session.run(given);
      running.add(work);
      try {
        const results = await work;
        signal?.throwIfAborted();
        return Object.fromEntries(
          outputs.flatMap(({ name, type }) => {
            const result = results[name];
            return result === undefined ? [] : [[name, fromOrt(result, type)]];
          }),
        );
      } catch (error) {
        signal?.throwIfAborted();
        const said = error instanceof Error ? error.message : String(error);
        throw runtimeError(
          'RC_RUNTIME_RUN_FAILED',
          { reason: said.split('\n')[0]?.replace(/\.+$/, '') },
          error,
        );
      } finally {
        running.delete(work);
      }
    },
    close() {
      closing ??= Promise.allSettled(running).then(() => session.release());
      return closing;
    },
  };
}
