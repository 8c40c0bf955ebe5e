import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keysError } from '../../src/bittensor/keys/errors.ts';
import { RoadcrewError } from '../../src/support/errors/RoadcrewError.ts';
import { listenOnLoopback } from '../listenOnLoopback.ts';
import { httpCall, type Started, sendRaw, startAxon, stranger } from './fixtures.ts';

const started: Started[] = [];
const start: typeof startAxon = async (options) => {
  const one = await startAxon(options);
  started.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map(({ axon }) => axon.close(0)));
});

const codeOf = (body: string): unknown => (JSON.parse(body) as { code: unknown }).code;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('answers', () => {
  it('with the fields of the handler, in a form that a dendrite reads', async () => {
    const { port, events } = await start();
    const reply = await sendRaw(port, httpCall());
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toEqual({ prediction: 0.875 });
    expect(reply.headers).toContain('bt_header_axon_status_code: 200');
    expect(reply.headers).toContain('content-type: application/json');
    expect(reply.headers).toMatch(/bt_header_axon_process_time: \d/);
    expect(events).toMatchObject([{ outcome: 'answered', status: 200, synapse: 'ImageSynapse' }]);
    expect(events[0]?.seconds.total).toBeGreaterThan(0);
  });

  it('gives the handler what was verified, and nothing that the body claims', async () => {
    const forward = vi.fn(() => ({ prediction: 0.5 }));
    const { port } = await start({ forward });
    await sendRaw(port, httpCall({ timeout: 9 }));
    const [values, call] = forward.mock.calls[0] as unknown as [{ image: string }, Record<string, unknown>];
    expect(values.image).toBe('aGVsbG8=');
    expect(call).toMatchObject({ address: '127.0.0.1', timeout: 9, uuid: expect.any(String) });
    expect(Math.abs(call.clockOffset as number)).toBeLessThan(5);
  });

  it('on one connection again and again', async () => {
    const { port, axon } = await start();
    const socket = connect(port, '127.0.0.1');
    for (let index = 0; index < 5; index += 1) {
      expect((await sendRaw(port, httpCall(), { socket })).status).toBe(200);
    }
    expect(await axon.connections()).toBe(1);
    socket.destroy();
  });

  it('IPv4 and IPv6 callers on the same port', async () => {
    const { port } = await start({ config: { host: '::', port: 0 } });
    for (const host of ['127.0.0.1', '::1']) {
      expect((await sendRaw(port, httpCall(), { host })).status, host).toBe(200);
    }
  });

  it('a caller who waits for 100 Continue', async () => {
    const { port } = await start();
    const bytes = httpCall({ headers: 'Expect: 100-continue\r\n' }).toString();
    const [head = '', body = ''] = bytes.split('\r\n\r\n');
    const socket = connect(port, '127.0.0.1');
    socket.write(`${head}\r\n\r\n`);
    const first = await new Promise<string>((resolve) =>
      socket.once('data', (chunk) => resolve(String(chunk))),
    );
    expect(first).toMatch(/^HTTP\/1\.1 100 Continue/);
    expect((await sendRaw(port, body, { socket })).status).toBe(200);
    socket.destroy();
  });
});

describe('refuses', () => {
  it('a body above the limit, announced, without reading it', async () => {
    const { port, events } = await start({ config: { limits: { bodyBytes: 1100 } } });
    const reply = await sendRaw(port, httpCall({ image: 'A'.repeat(2000) }));
    expect(reply.status).toBe(413);
    expect(codeOf(reply.body)).toBe('RC_AXON_BODY_TOO_LARGE');
    // Refused by the headers alone: nobody was verified for it.
    expect(events[0]?.hotkey).toBeNull();
  });

  it('a body above the limit, in chunks that never announce it', async () => {
    const { port, events } = await start({ config: { limits: { bodyBytes: 2000 } } });
    const head = httpCall()
      .toString()
      .split('\r\n\r\n')[0]
      ?.replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked');
    const chunk = `${(5000).toString(16)}\r\n${'A'.repeat(5000)}\r\n`;
    const reply = await sendRaw(port, `${head}\r\n\r\n${chunk}0\r\n\r\n`);
    expect(reply.status).toBe(413);
    expect(events.at(-1)?.outcome).toBe('RC_AXON_BODY_TOO_LARGE');
  });

  it('a small chunked body is fine', async () => {
    const { port } = await start();
    const [head = '', body = ''] = httpCall().toString().split('\r\n\r\n');
    const chunked = head.replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked');
    const bytes = `${chunked}\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    expect((await sendRaw(port, bytes)).status).toBe(200);
  });

  it.each([
    ['not HTTP at all', 'hello\r\n\r\n', 400, 'RC_AXON_REQUEST_MALFORMED'],
    ['TLS on a plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'RC_AXON_REQUEST_MALFORMED'],
    ['headers without end', `POST / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}`, 431, 'RC_AXON_HEADERS_TOO_LARGE'],
    [
      'two lengths (request smuggling)',
      'POST /ImageSynapse HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'RC_AXON_REQUEST_MALFORMED',
    ],
    ['a compressed body', httpCall({ headers: 'Content-Encoding: gzip\r\n' }), 400, 'RC_AXON_BODY_ENCODED'],
    [
      'an identity header sent twice',
      httpCall({ headers: 'BT_Header_Dendrite_Nonce: 1795363522526004906\r\n' }),
      400,
      'RC_SYNAPSE_HEADER_DUPLICATE',
    ],
    ['the root, as JSON', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 404, 'RC_AXON_ROUTE_UNKNOWN'],
  ] as const)('%s', async (_name, bytes, status, code) => {
    const { port, events } = await start();
    const reply = await sendRaw(port, typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    expect(reply.status).toBe(status);
    expect(codeOf(reply.body)).toBe(code);
    expect(events.at(-1)).toMatchObject({ outcome: code, status, hotkey: null });
    expect((await sendRaw(port, httpCall())).status).toBe(200);
  });

  it('headers and bodies that do not arrive in time', async () => {
    const { port, events } = await start({ config: { limits: { headersSeconds: 0.5, requestSeconds: 1 } } });
    const slowHead = sendRaw(port, 'POST /ImageSynapse HTTP/1.1\r\nHost: a\r\n');
    const idle = sendRaw(port, '');
    const bytes = httpCall();
    const slowBody = sendRaw(port, bytes.subarray(0, bytes.length - 10));
    for (const reply of [await slowHead, await idle, await slowBody]) {
      expect(reply.status).toBe(408);
      expect(codeOf(reply.body)).toBe('RC_AXON_REQUEST_TIMEOUT');
    }
    // Each counted once; the one whose headers were complete by what became of its body.
    await vi.waitFor(() => expect(events).toHaveLength(3));
    expect(events.map(({ outcome }) => outcome).toSorted()).toEqual([
      'RC_AXON_BODY_INCOMPLETE',
      'RC_AXON_REQUEST_TIMEOUT',
      'RC_AXON_REQUEST_TIMEOUT',
    ]);
  });

  it.each([
    [
      'a verifier whose queue is full',
      () => keysError('RC_KEYS_VERIFIER_BUSY', { limit: 1 }),
      429,
      'RC_AXON_VERIFICATION_BUDGET',
    ],
    ['a verifier that crashed', () => keysError('RC_KEYS_VERIFIER_CRASHED'), 500, 'RC_AXON_FORWARD_FAILED'],
  ] as const)('with the right blame: %s', async (_name, error, status, code) => {
    const { port, events } = await start({ verify: () => Promise.reject(error()) });
    const reply = await sendRaw(port, httpCall());
    expect(reply.status).toBe(status);
    expect(codeOf(reply.body)).toBe(code);
    expect(events[0]?.outcome).toBe(code);
  });

  it('with 500 when the policy of the owner fails', async () => {
    const { port, events } = await start({
      policy: {
        permit: () => {
          throw new RoadcrewError('RC_POLICY_BROKEN', 'no list of validators', { hint: 'none' });
        },
      },
    });
    expect((await sendRaw(port, httpCall())).status).toBe(500);
    expect(events[0]?.cause).toMatchObject({ code: 'RC_POLICY_BROKEN' });
  });

  it('lets a caller who is still uploading read why it was refused', async () => {
    const { port } = await start();
    const reply = await sendRaw(port, httpCall({ axonHotkey: 'nobody', image: 'A'.repeat(900_000) }));
    expect(reply.status).toBe(401);
    expect(codeOf(reply.body)).toBe('RC_AXON_SIGNATURE_INVALID');
    const large = await sendRaw(port, httpCall({ axonHotkey: 'nobody', image: 'A'.repeat(3_000_000) }));
    expect(large.status).toBe(401);
    expect(large.headers).toContain('connection: close');
  });

  it('more connections of one address than allowed: the newest take the places of the oldest', async () => {
    const { port, refusedConnections } = await start({ config: { limits: { connectionsPerAddress: 3 } } });
    const sockets = Array.from({ length: 6 }, () => connect(port, '127.0.0.1'));
    for (const socket of sockets) socket.on('error', () => undefined);
    await vi.waitFor(() => expect(refusedConnections).toEqual(Array.from({ length: 3 }, () => 'displaced')));
    // Another address gets in, and a validator at the same one does, too.
    expect((await sendRaw(port, httpCall(), { localAddress: '127.0.0.2' })).status).toBe(200);
    expect((await sendRaw(port, httpCall())).status).toBe(200);
    expect(refusedConnections).toHaveLength(4);
    for (const socket of sockets) socket.destroy();
  });

  it('more connections of one address than allowed when all are being answered', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const forward = vi.fn(() => finished.then(() => ({ prediction: 0.875 })));
    const { port, refusedConnections } = await start({
      config: { limits: { connectionsPerAddress: 1 } },
      forward,
    });
    const answers: ReturnType<typeof sendRaw>[] = [];
    // A proven address may hold four times as many.
    for (let count = 1; count <= 4; count += 1) {
      answers.push(sendRaw(port, httpCall()));
      await vi.waitFor(() => expect(forward).toHaveBeenCalledTimes(count));
    }
    expect((await sendRaw(port, httpCall({ keypair: stranger }))).closed).toBe(true);
    expect(refusedConnections).toEqual(['too-many-of-one-address']);
    finish();
    for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
  });

  it('more connections in all than allowed', async () => {
    const { port, refusedConnections } = await start({ config: { limits: { connections: 2 } } });
    const sockets = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    await vi.waitFor(() => expect(refusedConnections).toEqual(['displaced', 'displaced']));
    for (const socket of sockets) socket.destroy();
  });
});

describe('the handler', () => {
  it('that throws costs an incident number, whose cause only the operator sees', async () => {
    const { port, events } = await start({
      forward: () => {
        throw new Error('secret detail');
      },
    });
    const reply = await sendRaw(port, httpCall());
    expect(reply.status).toBe(500);
    expect(reply.body).not.toContain('secret detail');
    expect(reply.body).toMatch(/incident [\da-f-]{36}/);
    expect(events[0]).toMatchObject({
      outcome: 'RC_AXON_FORWARD_FAILED',
      cause: { message: 'secret detail' },
    });
  });

  it('is answered for, also when the observer fails', async () => {
    const warned = once(process, 'warning');
    const { port } = await start({
      observe: () => {
        throw new Error('the observer broke');
      },
    });
    expect((await sendRaw(port, httpCall())).status).toBe(200);
    expect(String((await warned)[0])).toContain('the observer broke');
    expect((await sendRaw(port, httpCall({ path: '/Nothing' }))).status).toBe(404);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('that answers %s is stopped', async (prediction) => {
    const { port, events } = await start({ forward: () => ({ prediction }) });
    expect((await sendRaw(port, httpCall())).status).toBe(500);
    expect(String(events[0]?.cause)).toContain('set prediction to');
  });

  it('learns that the time of the caller is over', async () => {
    let reason: unknown;
    const { port, events } = await start({
      forward: (_values, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            reject(signal.reason);
          });
        }),
    });
    const reply = await sendRaw(port, httpCall({ timeout: 0.2 }));
    expect(reply.status).toBe(503);
    expect(String(reason)).toContain('time of the caller is over');
    expect(events[0]?.outcome).toBe('RC_AXON_FORWARD_TIMEOUT');
  });

  it('learns that the caller hung up', async () => {
    let reason: unknown;
    const entered = Promise.withResolvers<void>();
    const { port } = await start({
      forward: (_values, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            resolve({ prediction: 1 });
          });
          entered.resolve();
        }),
    });
    const socket = connect(port, '127.0.0.1');
    socket.write(httpCall());
    await entered.promise;
    socket.destroy();
    await vi.waitFor(() => expect(String(reason)).toContain('hung up'));
    expect((await sendRaw(port, httpCall({ timeout: 0.1 }))).status).toBe(503);
  });
});

describe('opening and closing', () => {
  it('says which port is in use', async () => {
    const other = createServer();
    const port = await listenOnLoopback(other);
    const failure = await startAxon({ config: { host: '127.0.0.1', port } }).catch((error: unknown) => error);
    other.close();
    expect(failure).toBeInstanceOf(RoadcrewError);
    expect(failure).toMatchObject({ code: 'RC_AXON_PORT_IN_USE', details: { port } });
  });

  it('says that an address is not this machine’s', async () => {
    const failure = await startAxon({ config: { host: '192.0.2.1', port: 0 } }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'RC_AXON_LISTEN_FAILED' });
  });

  it('names every setting that is wrong', async () => {
    const config = { port: 70_000, limits: { bodyBytes: -1 } };
    const failure = await startAxon({ config }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'RC_AXON_CONFIG_INVALID' });
    expect(String(failure)).toMatch(/port: .*; limits\.bodyBytes: /);
  });

  it('refuses a proxy that is no address', async () => {
    const failure = await startAxon({ config: { trustedProxies: ['10.0.0.0/99'] } }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'RC_AXON_TRUSTED_PROXY_INVALID' });
  });

  it('finishes what is in flight, tells the caller not to come back, and cuts the rest', async () => {
    const release = Promise.withResolvers<{ prediction: number }>();
    const { axon, port } = await startAxon({ forward: () => release.promise });
    const inFlight = sendRaw(port, httpCall());
    const idle = connect(port, '127.0.0.1');
    await pause(100);
    const closed = axon.close(5);
    await pause(50);
    await expect(sendRaw(port, httpCall())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    release.resolve({ prediction: 0.25 });
    const reply = await inFlight;
    expect(JSON.parse(reply.body)).toEqual({ prediction: 0.25 });
    idle.destroy();
    await closed;
  });

  it('does not wait longer than the grace for a handler that hangs', async () => {
    const { axon, port } = await startAxon({ forward: () => new Promise(() => undefined) });
    const hanging = sendRaw(port, httpCall());
    await pause(100);
    const before = performance.now();
    await axon.close(0.3);
    expect(performance.now() - before).toBeLessThan(2000);
    expect((await hanging).closed).toBe(true);
  });

  it('hands its nonces to its successor', async () => {
    const first = await start();
    const bytes = httpCall();
    expect((await sendRaw(first.port, bytes)).status).toBe(200);
    const second = await start();
    second.axon.replays.import(first.axon.replays.export());
    const reply = await sendRaw(second.port, bytes);
    expect(codeOf(reply.body)).toBe('RC_AXON_NONCE_REPLAYED');
  });
});

describe('behind a proxy', () => {
  const proxied = { config: { proxyProtocol: true, trustedProxies: ['127.0.0.1'] } };
  const v1 = Buffer.from('PROXY TCP4 198.51.100.7 203.0.113.1 40000 8091\r\n');
  const v2 = Buffer.concat([
    Buffer.from('0d0a0d0a000d0a515549540a2111000c', 'hex'),
    Buffer.from([198, 51, 100, 7, 203, 0, 113, 1, 0x9c, 0x40, 0x1f, 0x9b]),
  ]);

  it.each([
    ['version 1', v1],
    ['version 2', v2],
  ])('reads the PROXY protocol, %s, in one packet or byte by byte', async (_name, preamble) => {
    const { port, events } = await start(proxied);
    expect((await sendRaw(port, Buffer.concat([preamble, httpCall()]))).status).toBe(200);
    expect(events.at(-1)?.address).toBe('198.51.100.7');

    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    const bytes = Buffer.concat([preamble, httpCall()]);
    for (let index = 0; index < preamble.length + 40; index += 1) {
      socket.write(bytes.subarray(index, index + 1));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const reply = await sendRaw(port, bytes.subarray(preamble.length + 40), { socket });
    expect(reply.status).toBe(200);
    // The same connection again: the preamble comes once.
    expect((await sendRaw(port, httpCall(), { socket })).status).toBe(200);
    expect(events.at(-1)?.address).toBe('198.51.100.7');
    socket.destroy();
  });

  it('takes a large body after the preamble', async () => {
    const { port } = await start(proxied);
    const bytes = Buffer.concat([v1, httpCall({ image: 'A'.repeat(2_000_000) })]);
    expect((await sendRaw(port, bytes)).status).toBe(200);
  });

  it('closes connections without a preamble, from strangers, or that say nothing', async () => {
    const { port, refusedConnections } = await start({
      config: { ...proxied.config, limits: { headersSeconds: 0.3 } },
    });
    expect((await sendRaw(port, httpCall())).closed).toBe(true);
    expect((await sendRaw(port, Buffer.concat([v1, httpCall()]), { localAddress: '127.0.0.2' })).closed).toBe(
      true,
    );
    expect((await sendRaw(port, 'PROX')).closed).toBe(true);
    expect(refusedConnections).toEqual([
      'proxy-preamble-invalid',
      'untrusted-proxy',
      'proxy-preamble-invalid',
    ]);
  });

  it('believes X-Forwarded-For from a trusted proxy alone', async () => {
    const headers = 'X-Forwarded-For: 6.6.6.6, 198.51.100.7\r\n';
    const trusting = await start({ config: { trustedProxies: ['127.0.0.0/8'] } });
    await sendRaw(trusting.port, httpCall({ headers }));
    expect(trusting.events.at(-1)?.address).toBe('198.51.100.7');
    const plain = await start();
    await sendRaw(plain.port, httpCall({ headers }));
    expect(plain.events.at(-1)?.address).toBe('127.0.0.1');
  });
});
