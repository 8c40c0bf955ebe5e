import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HeaderPair } from '../synapse/writeRequestHeaders.ts';

/** What came back over HTTP, uninterpreted. */
export interface HttpReply {
  status: number;
  /** Names and values in turn, in the case in which they were sent. */
  rawHeaders: readonly string[];
  contentType: string;
  body: Buffer;
}

/** Why nothing came back, in the SDK's codes. Source: bittensor 9.12.2 core/dendrite.py:21-31. */
export interface ExchangeFailure {
  statusCode: number;
  statusMessage: string;
}

export interface HttpCall {
  url: URL;
  headers: readonly HeaderPair[];
  body: string;
  agent: Agent;
  userAgent: string;
  /** Seconds for everything: connection, upload, waiting, download. */
  timeout: number;
  maximumReplyBytes: number;
  signal?: AbortSignal | undefined;
}

const maximumRedirects = 10;
// 307 and 308 keep method and body, and a signed call is nothing without its body.
const redirects = new Set([307, 308]);

const failure = (statusCode: number, statusMessage: string): ExchangeFailure => ({
  statusCode,
  statusMessage,
});

const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

const readReply = async (response: IncomingMessage, limit: number): Promise<Buffer> => {
  const encoding = (response.headers['content-encoding'] ?? '').toLowerCase();
  // `in` would also find what every object inherits, e.g. `toString`.
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding as keyof typeof decoders]() : null;
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = decoder ? response.pipe(decoder) : response;
  // `pipe` does not pass on that the sender broke off, and the decoder would wait for ever.
  response.once('aborted', () => decoder?.destroy(new Error('Response payload is not completed')));
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      response.destroy();
      throw new RangeError(`The reply is larger than ${limit} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const openRequest = (call: HttpCall, url: URL, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || 80,
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      agent: call.agent,
      setHost: false,
      signal,
    });
    // The order and case of aiohttp, which the SDK uses.
    const headers: HeaderPair[] = [
      ['Host', url.host],
      ...call.headers,
      ['Accept', '*/*'],
      ['Accept-Encoding', 'gzip, deflate'],
      ['User-Agent', call.userAgent],
      ['Content-Length', String(Buffer.byteLength(call.body))],
      ['Content-Type', 'application/json'],
    ];
    for (const [name, value] of headers) request.setHeader(name, value);
    // HTTP/1.1 connections persist without being told, and aiohttp does not tell either.
    request.removeHeader('connection');
    request.once('response', resolve).once('error', reject);
    // After a 101 that nobody asked for Node drops the connection without an error or a response.
    request.once('close', () => reject(new Error('the connection was closed without a response')));
    request.end(call.body);
  });

const follow = async (call: HttpCall, signal: AbortSignal): Promise<HttpReply | ExchangeFailure> => {
  let { url } = call;
  for (let hop = 0; hop <= maximumRedirects; hop += 1) {
    const response = await openRequest(call, url, signal);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (redirects.has(status) && location !== undefined && URL.canParse(location, url.href)) {
      response.resume();
      url = new URL(location, url);
      if (url.protocol !== 'http:')
        return failure(422, `Failed to parse response: redirected to ${url.protocol}`);
      continue;
    }
    try {
      return {
        status,
        rawHeaders: response.rawHeaders,
        contentType: response.headers['content-type'] ?? '',
        body: await readReply(response, call.maximumReplyBytes),
      };
    } catch (error) {
      if (signal.aborted) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return error instanceof RangeError
        ? failure(422, `Failed to parse response: ${reason}`)
        : failure(400, `Payload error: ${reason}`);
    }
  }
  return failure(422, `Failed to parse response: more than ${maximumRedirects} redirects`);
};

const unreachable = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
]);

const toFailure = (error: NodeJS.ErrnoException, call: HttpCall): ExchangeFailure => {
  const code = error.code ?? '';
  if (unreachable.has(code)) {
    return failure(503, `Service unavailable at ${call.url.host}${call.url.pathname}`);
  }
  if (code.startsWith('HPE_')) return failure(400, `Client response error: ${error.message}`);
  return failure(503, `Service disconnected: ${error.message}`);
};

/**
 * One POST and its reply, or why there is none. Never throws, except when the caller's own signal aborts.
 */
export async function exchange(call: HttpCall): Promise<HttpReply | ExchangeFailure> {
  const timeout = AbortSignal.timeout(Math.ceil(call.timeout * 1000));
  const signal = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout;
  try {
    return await follow(call, signal);
  } catch (error) {
    call.signal?.throwIfAborted();
    if (timeout.aborted) {
      const seconds = Number.isInteger(call.timeout) ? call.timeout.toFixed(1) : String(call.timeout);
      return failure(408, `Request timeout after ${seconds} seconds`);
    }
    return toFailure(error as NodeJS.ErrnoException, call);
  }
}
