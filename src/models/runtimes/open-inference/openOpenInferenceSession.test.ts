import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../../../tests/listenOnLoopback.ts';
import { createManualClock } from '../../../support/clock/createManualClock.ts';
import { systemClock } from '../../../support/clock/systemClock.ts';
import { type OpenInferenceSessionOptions, openOpenInferenceSession } from './openOpenInferenceSession.ts';

const feeds = { image: { type: 'float32', dims: [1, 1], data: Float32Array.of(3) } } as const;
const tensor = (name: string) => ({ name, datatype: 'FP32', shape: [-1, 1] });
const server: Record<string, unknown> = {
  '/v2': { name: 'x', version: '1', extensions: ['binary_tensor_data'] },
  '/v2/health/ready': '',
  '/v2/models/m': { name: 'm', inputs: [tensor('image')], outputs: [tensor('features')] },
  '/v2/models/m/ready': { name: 'm', ready: 'True' },
  '/v2/models/m/infer': { outputs: [{ ...tensor('features'), shape: [1, 1], data: [6] }] },
};
type Answer = () => Response | Promise<Response>;

/** A server as a table of answers; `answers` lie over the table above. */
const fetchFrom =
  (answers: Record<string, unknown>): typeof globalThis.fetch =>
  async (input) => {
    const answer = { ...server, ...answers }[new URL(String(input)).pathname];
    if (typeof answer === 'function') return (answer as Answer)();
    return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };
const options = (more: Partial<OpenInferenceSessionOptions> = {}): OpenInferenceSessionOptions => ({
  ...{ url: 'http://triton:8000', model: 'm', clock: systemClock, timeoutMs: 5_000 },
  fetch: fetchFrom({}),
  ...more,
});
const open = (answers: Record<string, unknown>, more: Partial<OpenInferenceSessionOptions> = {}) =>
  openOpenInferenceSession(options({ fetch: fetchFrom(answers), ...more }));
const run = async (answer: unknown, more: Partial<OpenInferenceSessionOptions> = {}) =>
  (await open({ '/v2/models/m/infer': answer }, more)).run(feeds);
const status =
  (code: number, body = '') =>
  () =>
    new Response(body, { status: code });

describe('openOpenInferenceSession', () => {
  it('runs against the table that the cases below break', async () => {
    const session = await open({});
    expect(session.attempts).toEqual([{ provider: 'http://triton:8000', outcome: 'taken' }]);
    expect(await session.run(feeds)).toEqual({
      features: { type: 'float32', dims: [1, 1], data: Float32Array.of(6) },
    });
  });

  it('shows its token, and asks servers not to compress tensors', async () => {
    const sent: unknown[] = [];
    const { fetch = globalThis.fetch } = options();
    const watch: typeof fetch = (input, init) => {
      sent.push(init?.headers);
      return fetch(input, init);
    };
    await (await openOpenInferenceSession(options({ token: 'letmein', fetch: watch }))).run(feeds);
    const expected = { authorization: 'Bearer letmein', 'accept-encoding': 'identity' };
    expect(sent).toMatchObject(Array(5).fill(expected));
  });

  it.each<[string, string, string, string]>([
    ['a name', 'features letmein', 'FP32', 'OPEN_INFERENCE_REPLY_INVALID'],
    ['a name that acts on terminals', 'features\u001b[2J', 'FP32', 'OPEN_INFERENCE_REPLY_INVALID'],
    ['a type', 'features', 'letmein\u001b[2J', 'RUNTIME_TYPE_UNSUPPORTED'],
  ])('does not repeat a token in %s of a tensor', async (_case, name, datatype, code) => {
    const metadata = { inputs: [tensor('image')], outputs: [{ ...tensor(name), datatype }] };
    const opening = open({ '/v2/models/m': metadata }, { token: 'letmein' });
    const error: unknown = await opening.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: `RC_${code}` });
    expect(`${(error as Error).message}${JSON.stringify(error)}`).not.toMatch(/letmein|\p{Cc}/u);
    const reply = { outputs: [{ ...tensor('features'), datatype: 'letmein', shape: [1, 1], data: [6] }] };
    await expect(run(reply, { token: 'letmein' })).rejects.not.toMatchObject({
      message: expect.stringContaining('letmein'),
    });
  });

  it('keeps the token out of what fetch says', async () => {
    const fetch = () =>
      Promise.reject(new TypeError('bad header: Bearer letmein', { cause: new Error('letmein') }));
    const error: unknown = await openOpenInferenceSession(options({ token: 'letmein', fetch })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ details: { reason: 'bad header: Bearer [token]: [token]' } });
    expect((error as Error).cause).toBeUndefined();
  });

  it('is closed when what runs has come back', async () => {
    let answer = (_: Response) => {};
    const held = new Promise<Response>((resolve) => {
      answer = resolve;
    });
    const session = await open({ '/v2/models/m/infer': () => held });
    const events: string[] = [];
    const running = session.run(feeds).then(() => events.push('ran'));
    const closing = session.close().then(() => events.push('closed'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(events).toEqual([]);
    answer(new Response(JSON.stringify(server['/v2/models/m/infer'])));
    await Promise.all([running, closing]);
    expect(events).toHaveLength(2);
  });

  it.each<[string, Partial<OpenInferenceSessionOptions>]>([
    ['no URL', { url: 'triton:8000:1' }],
    ['another scheme', { url: 'grpc://triton:8001' }],
    ['a password in the address', { url: 'http://me:s3cret@triton' }],
    ['a query', { url: 'http://triton/?token=s3cret' }],
    ['a model that is a way up', { model: '..' }],
    ['a model without a name', { model: '' }],
    ['a version that is a way up', { version: '.' }],
    ['a token with a line break', { token: 's3cret\r\nHost: evil' }],
    ['an empty token', { token: '' }],
  ])('does not start with %s, and does not repeat it', async (_case, more) => {
    const error: unknown = await openOpenInferenceSession(options(more)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'RC_OPEN_INFERENCE_ADDRESS_INVALID' });
    expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toContain('s3cret');
  });

  it.each<[string, string, unknown, string]>([
    ['a server that is not ready', '/v2/health/ready', status(503), 'NOT_READY'],
    ['a server that says so in words', '/v2/health/ready', { ready: false }, 'NOT_READY'],
    ['a model that is loading', '/v2/models/m/ready', status(400), 'NOT_READY'],
    ['a model that says so in words', '/v2/models/m/ready', { name: 'm', ready: 'False' }, 'NOT_READY'],
    ['a forbidden server', '/v2', status(403, '{"error":"no"}'), 'REFUSED'],
    ['a redirect', '/v2', () => Response.redirect('http://elsewhere/v2', 307), 'REFUSED'],
    ['an unknown model', '/v2/models/m', status(404, '{"error":"unknown"}'), 'REFUSED'],
    ['an unknown way to ask whether it is ready', '/v2/models/m/ready', status(404), 'REFUSED'],
    ['a web page', '/v2', '<!doctype html>', 'REPLY_INVALID'],
    ['extensions of another form', '/v2', { extensions: 'binary_tensor_data' }, 'REPLY_INVALID'],
    ['metadata without tensors', '/v2/models/m', { name: 'm', inputs: [], outputs: [] }, 'REPLY_INVALID'],
    [
      'two inputs of one name',
      '/v2/models/m',
      { inputs: [tensor('a'), tensor('a')], outputs: [tensor('b')] },
      'REPLY_INVALID',
    ],
    ['a connection that breaks', '/v2', () => Promise.reject(new TypeError('broke')), 'UNREACHABLE'],
  ])('does not open %s', async (_case, path, answer, code) => {
    await expect(open({ [path]: answer })).rejects.toMatchObject({ code: `RC_OPEN_INFERENCE_${code}` });
  });

  it('does not open a model with a tensor of a type that we do not use', async () => {
    const text = { ...tensor('prompt'), datatype: 'BYTES' };
    const answer = { inputs: [tensor('image'), text], outputs: [tensor('features')] };
    await expect(open({ '/v2/models/m': answer })).rejects.toMatchObject({
      code: 'RC_RUNTIME_TYPE_UNSUPPORTED',
      message: expect.stringMatching(/input prompt .*BYTES/),
    });
  });

  it.each<[string, unknown, string]>([
    ['a failing model', status(500, '{"error":"out of memory\\u001b[2J"}'), 'REFUSED'],
    ['a proxy without its server', status(502, '<html>Bad Gateway</html>'), 'REFUSED'],
    ['an empty answer', '', 'REPLY_INVALID'],
    ['another answer', { outputs: [] }, 'REPLY_INVALID'],
    ['more than the limit', `"${'x'.repeat(2_000)}"`, 'REPLY_TOO_LARGE'],
    ['a cut-off answer', () => new Response(brokenStream()), 'UNREACHABLE'],
  ])('turns %s into an error', async (_case, answer, code) => {
    const error: unknown = await run(answer, { maximumReplyBytes: 1_000 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: `RC_OPEN_INFERENCE_${code}` });
    // None may reach a terminal.
    expect((error as Error).message).not.toMatch(/\p{Cc}/u);
  });

  it('gives up when its time is over, at whatever point, even when fetch does not listen', async () => {
    const clock = createManualClock();
    const deaf = run(() => new Promise<Response>(() => undefined), { clock });
    const half = run(() => new Response(new ReadableStream()), { clock });
    const results = Promise.allSettled([deaf, half]);
    await clock.advance(4_999);
    expect(clock.sleepers).toBe(2);
    await clock.advance(1);
    const timeout = {
      status: 'rejected',
      reason: {
        code: 'RC_OPEN_INFERENCE_TIMEOUT',
        details: { milliseconds: 5_000, path: '/v2/models/m/infer' },
      },
    };
    expect(await results).toMatchObject([timeout, timeout]);
    await run(server['/v2/models/m/infer'], { clock });
    expect(clock.sleepers).toBe(0);
  });

  it('ends its opening and its waiting with the reason of a signal', async () => {
    const reason = new Error('deadline');
    await expect(open({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const never = () => new Promise<Response>(() => undefined);
    const opening = open({ '/v2/models/m': never }, { signal: controller.signal });
    const session = await open({ '/v2/models/m/infer': never });
    const running = session.run(feeds, { signal: controller.signal });
    controller.abort(reason);
    await expect(opening).rejects.toBe(reason);
    await expect(running).rejects.toBe(reason);
  });
});

function brokenStream(): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"outputs":'));
      controller.error(new Error('terminated'));
    },
  });
}

/** Bytes and not `Response`s: what the real fetch makes of servers that are broken further down. */
describe('openOpenInferenceSession, over sockets', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  const listen = async (talk: (socket: Socket) => void) => {
    const sockets = new Set<Socket>();
    const listener = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', () => talk(socket));
    });
    const port = await listenOnLoopback(listener);
    stops.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    });
    return openOpenInferenceSession({
      ...{ url: `http://127.0.0.1:${port}`, model: 'm', token: 's3cret-t0ken', clock: systemClock },
      ...{ timeoutMs: 400, maximumReplyBytes: 100_000 },
    }).catch((error: unknown) => error);
  };
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  const endless = (socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const more = () => {
      if (!socket.destroyed) socket.write(`4000\r\n${' '.repeat(0x4000)}\r\n`, () => setImmediate(more));
    };
    more();
  };

  it.each<[string, (socket: Socket) => void, string]>([
    ['says nothing', () => undefined, 'TIMEOUT'],
    ['hangs up', (socket) => socket.destroy(), 'UNREACHABLE'],
    ['speaks another protocol', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 'UNREACHABLE'],
    [
      'stops in the middle',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ext'),
      'UNREACHABLE',
    ],
    ['trickles', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{'), 'TIMEOUT'],
    ['never ends', endless, 'REPLY_TOO_LARGE'],
    [
      'sends a bomb',
      (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
        socket.end(bomb);
      },
      'REPLY_TOO_LARGE',
    ],
    [
      'has endless headers',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1e6)}`),
      'UNREACHABLE',
    ],
    [
      'sends the caller elsewhere',
      (socket) => socket.end('HTTP/1.1 307 Go\r\nLocation: /v3\r\nContent-Length: 0\r\n\r\n'),
      'REFUSED',
    ],
    ['echoes the token in its error', (socket) => socket.end('HTTP/1.1 500 s3cret-t0ken\r\n\r\n'), 'REFUSED'],
  ])('survives a server that %s', async (_case, talk, code) => {
    const error = await listen(talk);
    expect(error).toMatchObject({ code: `RC_OPEN_INFERENCE_${code}` });
    expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toContain('s3cret-t0ken');
  });

  it('says that nobody listens', async () => {
    const listener = createServer();
    const port = await listenOnLoopback(listener);
    await new Promise((resolve) => listener.close(resolve));
    const opening = openOpenInferenceSession({
      ...{ url: `http://127.0.0.1:${port}`, model: 'm', clock: systemClock, timeoutMs: 5_000 },
    });
    await expect(opening).rejects.toMatchObject({
      code: 'RC_OPEN_INFERENCE_UNREACHABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
