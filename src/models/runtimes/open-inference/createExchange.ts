import type { Clock } from '../../../support/clock/Clock.ts';
import { describeFetchFailure } from '../../../support/errors/describeFetchFailure.ts';
import { openInferenceError } from './errors.ts';
import { readServerText } from './readServerText.ts';

/** What came back, uninterpreted. */
export interface InferenceReply {
  readonly status: number;
  /** Value of a header, null where it was not sent. */
  header(name: string): string | null;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface InferenceRequest {
  /** Appended to the server's address. */
  readonly path: string;
  /** Sent by POST; without it, GET. */
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface ExchangeOptions {
  /** Address of the server without a slash at its end. */
  readonly server: string;
  readonly token?: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** For a whole exchange: connection, upload, waiting, download. */
  readonly timeoutMs: number;
  readonly maximumReplyBytes: number;
}

const readBody = async (
  response: Response,
  limit: number,
  tooLarge: () => Error,
): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted as it arrives: what a server says of the length need not be true.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream and gives the connection up.
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
};

/**
 * Makes a function that asks a model server one thing, over connections that are kept.
 * @returns rejects with the reason of the request's signal as soon as that aborts; else with
 *   RC_OPEN_INFERENCE_UNREACHABLE, RC_OPEN_INFERENCE_TIMEOUT or RC_OPEN_INFERENCE_REPLY_TOO_LARGE
 */
export function createExchange(
  options: ExchangeOptions,
): (request: InferenceRequest) => Promise<InferenceReply> {
  const { server, token, clock, timeoutMs, maximumReplyBytes } = options;

  return async ({ path, body, headers, signal }) => {
    signal?.throwIfAborted();
    const controller = new AbortController();
    const onAbort = () => controller.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    const timeout = openInferenceError('RC_OPEN_INFERENCE_TIMEOUT', {
      server,
      path,
      milliseconds: timeoutMs,
    });
    const over = new AbortController();
    const expire = () => controller.abort(timeout);
    // Ends with `over` when the exchange does, and then has nothing to say.
    clock.sleep(timeoutMs, over.signal).then(expire, () => undefined);
    const tooLarge = openInferenceError('RC_OPEN_INFERENCE_REPLY_TOO_LARGE', {
      server,
      path,
      bytes: maximumReplyBytes,
    });
    // A fetch that is given in, or a body that hangs, may not look at its signal.
    const aborted = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
    });
    aborted.catch(() => undefined);
    const exchange = async (): Promise<InferenceReply> => {
      const response = await options.fetch(`${server}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          // Triton compresses for those who let it, and tensors of floats do not get smaller.
          'accept-encoding': 'identity',
          ...headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body }),
        // Another address was not what the operator trusted with the token and the images.
        redirect: 'manual',
        signal: controller.signal,
      });
      const received = await readBody(response, maximumReplyBytes, () => tooLarge);
      return { status: response.status, header: (name) => response.headers.get(name), body: received };
    };
    try {
      return await Promise.race([exchange(), aborted]);
    } catch (error) {
      if (controller.signal.aborted) throw controller.signal.reason;
      if (error === tooLarge) throw error;
      const reason = readServerText(describeFetchFailure(error), token);
      throw openInferenceError('RC_OPEN_INFERENCE_UNREACHABLE', { server, path, reason });
    } finally {
      signal?.removeEventListener('abort', onAbort);
      over.abort();
    }
  };
}
