import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { ModelSession, Tensor } from '../../../src/models/runtimes/ModelSession.ts';
import { listenOnLoopback } from '../../listenOnLoopback.ts';
import { tensorArrays } from './tensorArrays.ts';

const types = { FP32: 'float32', FP16: 'float16', INT64: 'int64', UINT8: 'uint8' } as const;
const nameOf = (type: Tensor['type']) => Object.entries(types).find(([, ours]) => ours === type)?.[0] ?? type;

const requestSchema = z.strictObject({
  inputs: z.array(
    z.strictObject({
      name: z.string(),
      datatype: z.enum(['FP32', 'FP16', 'INT64', 'UINT8']),
      shape: z.array(z.int()),
      parameters: z.strictObject({ binary_data_size: z.int() }).optional(),
      data: z.array(z.union([z.number(), z.bigint()])).optional(),
    }),
  ),
  outputs: z.array(
    z.strictObject({
      name: z.string(),
      parameters: z.strictObject({ binary_data: z.literal(true) }).optional(),
    }),
  ),
});

/** TypeScript's library does not know the third parameter yet. */
const exactIntegers = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? BigInt(context?.source ?? 0)
    : value;

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

export interface FakeInferenceServer {
  readonly url: string;
  /** Every request so far: method and path. */
  readonly seen: readonly string[];
  /** Connections so far. */
  readonly connections: () => number;
  /** Requests that their callers gave up. */
  readonly givenUp: () => number;
  stop(): Promise<void>;
}

/**
 * A server of the Open Inference Protocol in this process, written from its specification and not from our client, in
 * which a local session computes. It stands in for Triton and MLServer where there is no Python;
 * tests/interop/openInference.test.ts runs the same suite against the real ones.
 * @param options.binary whether it knows the binary tensor extension
 * @param options.token what callers have to show
 * @param options.port where an earlier one stood
 */
export async function startFakeInferenceServer(
  session: ModelSession,
  options: { binary: boolean; token?: string; prefix?: string; port?: number },
): Promise<FakeInferenceServer> {
  const { binary, token, prefix = '' } = options;
  const seen: string[] = [];
  let givenUp = 0;
  const describe = (specs: ModelSession['inputs']) =>
    specs.map(({ name, type, dims }) => ({ name, datatype: nameOf(type), shape: dims }));

  const infer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const head = request.headers['inference-header-content-length'];
    if (!binary && head !== undefined) throw new Error('I know nothing of binary tensors');
    const headLength = head === undefined ? body.length : Number(head);
    const source = JSON.parse(body.subarray(0, headLength).toString(), exactIntegers);
    const { inputs, outputs } = requestSchema.parse(source);
    let offset = headLength;
    const feeds = Object.fromEntries(
      inputs.map(({ name, datatype, shape, parameters, data }) => {
        const type = types[datatype];
        const make = tensorArrays[type] as new (from: ArrayBuffer | Iterable<unknown>) => Tensor['data'];
        if (data !== undefined) {
          const values = type === 'int64' ? data.map(BigInt) : data;
          return [name, { type, dims: shape, data: new make(values) } as Tensor];
        }
        const start = offset;
        offset += parameters?.binary_data_size ?? 0;
        const bytes = new Uint8Array(body.subarray(start, offset));
        return [name, { type, dims: shape, data: new make(bytes.buffer) } as Tensor];
      }),
    );
    if (offset !== body.length) throw new Error('sizes do not add up');
    const results = await session.run(feeds);
    const tails: Buffer[] = [];
    const heads = outputs.map(({ name, parameters }) => {
      const result = results[name];
      if (result === undefined) throw new Error(`no output ${name}`);
      const { type, dims, data } = result;
      const common = { name, datatype: nameOf(type), shape: dims };
      if (!parameters?.binary_data)
        return `${JSON.stringify(common).slice(0, -1)},"data":[${data.join(',')}]}`;
      tails.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
      return JSON.stringify({ ...common, parameters: { binary_data_size: data.byteLength } });
    });
    const json = Buffer.from(`{"model_name":"model","model_version":"1","outputs":[${heads.join(',')}]}`);
    if (tails.length > 0) response.setHeader('Inference-Header-Content-Length', json.length);
    response.end(Buffer.concat([json, ...tails]));
  };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    seen.push(`${request.method} ${request.url}`);
    response.on('close', () => {
      if (!response.writableFinished) givenUp += 1;
    });
    const json = (value: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      return json({ error: `unauthorised: ${request.headers.authorization}` }, 401);
    }
    const path = request.url?.startsWith(prefix) ? request.url.slice(prefix.length) : '';
    const [, rest] = /^\/v2\/models\/model(?:\/versions\/1)?(\/ready|\/infer|)$/.exec(path) ?? [];
    if (path === '/v2') {
      return json({ name: 'fake', version: '1', extensions: binary ? ['binary_tensor_data'] : [] });
    }
    if (path === '/v2/health/ready' || rest === '/ready') return void response.end();
    if (rest === '') {
      const { inputs, outputs } = session;
      return json({
        ...{ name: 'model', versions: ['1'], platform: 'fake' },
        ...{ inputs: describe(inputs), outputs: describe(outputs) },
      });
    }
    if (rest === '/infer' && request.method === 'POST') {
      return infer(request, response).catch((error: Error) => json({ error: error.message }, 400));
    }
    json({ error: `Request for unknown model: ${path}` }, 404);
  };

  let connections = 0;
  const server = createServer((request, response) => void respond(request, response));
  server.on('connection', () => {
    connections += 1;
  });
  const port = await listenOnLoopback(server, options.port);
  return {
    ...{
      url: `http://127.0.0.1:${port}${prefix}`,
      seen,
      connections: () => connections,
      givenUp: () => givenUp,
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
