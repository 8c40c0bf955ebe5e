import { z } from 'zod';
import type { Clock } from '../../../support/clock/Clock.ts';
import { checkFeeds } from '../checkFeeds.ts';
import { runtimeError } from '../errors.ts';
import type { ModelSession, Tensor } from '../ModelSession.ts';
import { createExchange, type InferenceReply, type InferenceRequest } from './createExchange.ts';
import { decodeInferReply } from './decodeInferReply.ts';
import { discoverModel } from './discoverModel.ts';
import { encodeInferRequest } from './encodeInferRequest.ts';
import { openInferenceError } from './errors.ts';
import { parseReplyJson } from './parseReplyJson.ts';
import { parseServerAddress } from './parseServerAddress.ts';
import { readServerText } from './readServerText.ts';

export interface OpenInferenceSessionOptions {
  /** Address of the server, e.g. `http://triton:8000`; a path before `/v2` is kept. */
  readonly url: string;
  readonly model: string;
  /** The server's choice without it. */
  readonly version?: string | undefined;
  /** Sent as `Authorization: Bearer`; readable on the way unless the address is https. */
  readonly token?: string | undefined;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock: Clock;
  /** For each exchange as a whole; a signal may end it earlier. */
  readonly timeoutMs: number;
  /** Default 64 MiB. */
  readonly maximumReplyBytes?: number;
  /** Ends the opening, not the session. */
  readonly signal?: AbortSignal | undefined;
}

const refusalSchema = z.object({ error: z.string() });

/**
 * Opens a model on a server of the Open Inference Protocol, version 2 (Triton, KServe, MLServer), over HTTP: tensors
 * travel as bytes where the server announces `binary_tensor_data`, else as JSON. Nothing is tried twice; redirects are
 * not followed. Whatever the server sends ends in an error below or in tensors that keep what its metadata said.
 * @throws RC_OPEN_INFERENCE_… (see errors.ts), RC_RUNTIME_TYPE_UNSUPPORTED; from `run` RC_OPEN_INFERENCE_…,
 *   RC_RUNTIME_FEED_INVALID and RC_RUNTIME_CLOSED. A token is never in an error.
 */
export async function openOpenInferenceSession(options: OpenInferenceSessionOptions): Promise<ModelSession> {
  const { model, token, clock, timeoutMs, maximumReplyBytes = 64 * 2 ** 20, signal } = options;
  const { server, modelPath } = parseServerAddress(options);
  const askStatus = createExchange({
    ...{ server, token, clock, timeoutMs, maximumReplyBytes },
    fetch: options.fetch ?? globalThis.fetch,
  });

  const explain = (body: Uint8Array, path: string): string => {
    try {
      return readServerText(parseReplyJson(refusalSchema, body, { server, path }).error, token);
    } catch {
      // Not in the protocol's form: a proxy or a framework; its page says less than its status.
      return 'no reason given';
    }
  };
  const refused = ({ status, body }: InferenceReply, path: string) => {
    const details = { server, path, status, reason: explain(body, path).replace(/\.+$/, '') };
    return openInferenceError('RC_OPEN_INFERENCE_REFUSED', details);
  };
  const ask = async (request: InferenceRequest): Promise<InferenceReply> => {
    const reply = await askStatus(request);
    if (reply.status !== 200) throw refused(reply, request.path);
    return reply;
  };

  const served = await discoverModel({
    ...{ server, model, modelPath, token, signal, ask },
    askStatus: async (request) => {
      const reply = await askStatus(request);
      if (![200, 400, 503].includes(reply.status)) throw refused(reply, request.path);
      return reply;
    },
  });
  const { inputs, outputs, binary } = served;
  const inferPath = `${modelPath}/infer`;

  const checkSendable = (feeds: Readonly<Record<string, Tensor>>): void => {
    if (binary) return;
    for (const [name, feed] of Object.entries(feeds)) {
      if (feed.type !== 'float32' || feed.data.every(Number.isFinite)) continue;
      const what = `NaN or infinity in the input ${JSON.stringify(name)}`;
      throw openInferenceError('RC_OPEN_INFERENCE_BINARY_REQUIRED', { server, what });
    }
  };

  let closing: Promise<void> | undefined;
  const running = new Set<Promise<unknown>>();
  return {
    ...{ inputs, outputs },
    attempts: [{ provider: server, outcome: 'taken' }],
    async run(feeds, { signal: runSignal } = {}) {
      if (closing !== undefined) throw runtimeError('RC_RUNTIME_CLOSED');
      runSignal?.throwIfAborted();
      checkFeeds(inputs, feeds);
      checkSendable(feeds);
      const { headers, body } = encodeInferRequest(inputs, outputs, feeds, binary);
      const exchange = ask({ path: inferPath, headers, body, signal: runSignal });
      running.add(exchange);
      try {
        return decodeInferReply(await exchange, outputs, { server, path: inferPath });
      } finally {
        running.delete(exchange);
      }
    },
    close() {
      // Connections belong to fetch, which lets them go when they have been idle for some seconds.
      closing ??= Promise.allSettled(running).then(() => undefined);
      return closing;
    },
  };
}
