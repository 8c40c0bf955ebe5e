import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { HeldRequest, RequestCustody } from '../../src/bittensor/axon/RequestCustody.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { listenOnLoopback } from '../listenOnLoopback.ts';
import { httpCall, type Started, sendRaw, signCall, startAxon, validator } from './fixtures.ts';

const started: Started[] = [];
const sockets: Socket[] = [];
const start: typeof startAxon = async (options) => {
  const one = await startAxon(options);
  started.push(one);
  return one;
};
const open = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
};
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(started.splice(0).map(({ axon }) => axon.close(0)));
});

const gate = () => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { release, released };
};

describe('an inherited socket', () => {
  it('is listened on by a process that did not open it', async () => {
    const parent = createServer();
    const port = await listenOnLoopback(parent);
    const { fd } = (parent as unknown as { _handle: { fd: number } })._handle;
    const child = spawn(process.execPath, [fileURLToPath(new URL('./inheritedAxon.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit', fd],
    });
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    parent.close();
    expect((await sendRaw(port, httpCall())).status).toBe(200);
    child.kill();
    await once(child, 'exit');
  });

  it('that is none is an error that says so', async () => {
    await expect(startAxon({ listenOn: { fd: 9_999 } })).rejects.toMatchObject({
      code: 'RC_AXON_SOCKET_UNUSABLE',
    });
  });
});

describe('draining', () => {
  it('answers what is in flight and what still comes on open connections, and says that it was the last', async () => {
    const working = gate();
    const reached = gate();
    let calls = 0;
    const { axon, port } = await start({
      forward: async () => {
        calls += 1;
        if (calls === 2) {
          reached.release();
          await working.released;
        }
        return { prediction: 0.875 };
      },
    });
    const idle = await open(port);
    expect((await sendRaw(port, httpCall(), { socket: idle })).headers).not.toContain('connection: close');
    const inFlight = sendRaw(port, httpCall());
    await reached.released;

    const drained = axon.drain(10);
    await expect(open(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    working.release();
    expect(await inFlight).toMatchObject({
      status: 200,
      headers: expect.stringContaining('connection: close'),
    });
    // The idle connection was left open: a request may have been on its way.
    const last = await sendRaw(port, httpCall(), { socket: idle });
    expect(last).toMatchObject({ status: 200, headers: expect.stringContaining('connection: close') });
    await drained;
    expect(await axon.connections()).toBe(0);
  });

  it('closes idle connections by the end of the grace, but none on which a request is arriving', async () => {
    const { axon, port } = await start();
    const idle = await open(port);
    const arriving = await open(port);
    for (const socket of [idle, arriving]) await sendRaw(port, httpCall(), { socket });
    const bytes = httpCall();
    arriving.write(bytes.subarray(0, 100));
    // A round trip on a third connection, after which those bytes were read, too.
    await sendRaw(port, httpCall());

    const ended = once(idle.resume(), 'end');
    const drained = axon.drain(1);
    await ended;
    expect((await sendRaw(port, bytes.subarray(100), { socket: arriving })).status).toBe(200);
    await drained;
  });

  it('cuts what is left after the grace', async () => {
    const reached = gate();
    const { axon, port, events } = await start({
      forward: () => {
        reached.release();
        return new Promise(() => {});
      },
    });
    const hanging = sendRaw(port, httpCall());
    await reached.released;
    await axon.drain(0.1);
    expect((await hanging).closed).toBe(true);
    await expect.poll(() => events[0]?.outcome).toBe('RC_AXON_FORWARD_TIMEOUT');
  });

  it('lets a caller who is still sending read why it was refused', async () => {
    const { axon, port } = await start();
    const socket = await open(port);
    const bytes = httpCall({ image: 'A'.repeat(200_000), axonHotkey: validator.address });
    const reply = sendRaw(port, bytes.subarray(0, 60_000), { socket });
    const drained = axon.drain(5);
    socket.write(bytes.subarray(60_000));
    expect(await reply).toMatchObject({ status: 401 });
    await drained;
  });
});

describe('nonces across a hand-over', () => {
  it('are refused by both processes, whichever saw them first', async () => {
    const [old, next] = [await start(), await start()];
    const before = httpCall();
    expect((await sendRaw(old.port, before)).status).toBe(200);
    old.axon.replays.delegate(async (used) => next.axon.replays.claim(used));
    next.axon.replays.import(old.axon.replays.export());
    const [atOld, atNext] = [httpCall(), httpCall()];
    expect((await sendRaw(old.port, atOld)).status).toBe(200);
    expect((await sendRaw(next.port, atNext)).status).toBe(200);
    for (const bytes of [before, atOld, atNext]) {
      for (const { port } of [old, next]) expect((await sendRaw(port, bytes)).status).toBe(401);
    }
  });
});

describe('custody', () => {
  interface Kept {
    request: HeldRequest;
    body: Uint8Array[];
    released: boolean;
  }
  const keep = () => {
    const kept = new Map<number, Kept>();
    const custody: RequestCustody = {
      admitted: (id, _socket, request) => kept.set(id, { request, body: [], released: false }),
      chunk: (id, bytes) => kept.get(id)?.body.push(bytes),
      released: (id) => {
        const one = kept.get(id);
        if (one !== undefined) one.released = true;
      },
    };
    return { kept, custody };
  };

  it('gets every byte of a verified request, until the reply is written', async () => {
    const { kept, custody } = keep();
    const seen: boolean[] = [];
    const { port } = await start({
      custody,
      forward: () => {
        seen.push([...kept.values()].some(({ released }) => released));
        return { prediction: 0.875 };
      },
    });
    const bytes = httpCall({ image: 'QUJD'.repeat(100_000) });
    expect((await sendRaw(port, bytes)).status).toBe(200);
    const [one] = kept.values();
    expect(Buffer.concat([one?.request.head ?? Buffer.alloc(0), ...(one?.body ?? [])]).equals(bytes)).toBe(
      true,
    );
    expect(one?.request.address).toBe('127.0.0.1');
    expect(seen).toEqual([false]);
    expect(one?.released).toBe(true);
  });

  it('gets nothing of strangers, and lets go of a caller who hangs up', async () => {
    const { kept, custody } = keep();
    const { port, axon } = await start({ custody });
    await sendRaw(port, httpCall({ axonHotkey: validator.address }));
    expect(kept.size).toBe(0);
    const socket = await open(port);
    socket.write(httpCall({ image: 'A'.repeat(10_000) }).subarray(0, 3_000));
    await expect.poll(() => kept.size).toBe(1);
    // Its body has not arrived, but whoever ends this process must know of it.
    expect(axon.inFlight()).toBe(1);
    socket.destroy();
    await expect.poll(() => [...kept.values()][0]?.released).toBe(true);
    expect(axon.inFlight()).toBe(0);
  });

  it('that fails costs nobody an answer', async () => {
    const broken = (): never => {
      throw new Error('the pipe is closed');
    };
    const { port } = await start({ custody: { admitted: broken, chunk: broken, released: broken } });
    expect((await sendRaw(port, httpCall())).status).toBe(200);
  });
});

describe('adopting', () => {
  /** A process that dies after it read `length` bytes, and the connection that it leaves. */
  const orphan = async (bytes: Buffer, length: number) => {
    const dead = createServer({ pauseOnConnect: true });
    const connected = once(dead, 'connection') as Promise<[Socket]>;
    const client = await open(await listenOnLoopback(dead));
    client.write(bytes.subarray(0, length));
    const [socket] = await connected;
    let read = Buffer.alloc(0);
    while (read.length < length) {
      const chunk = socket.read() as Buffer | null;
      if (chunk === null) await once(socket, 'readable');
      else read = Buffer.concat([read, chunk]);
    }
    dead.close();
    return { client, socket, read };
  };

  it.each([
    ['half of the body', 40_000],
    ['the headers alone', 0],
    ['everything', 1],
  ])('answers on the same connection what the dead process had read of it: %s', async (_, part) => {
    const { axon, port, events } = await start();
    const bytes = httpCall({ image: 'A'.repeat(80_000) });
    const head = bytes.indexOf('\r\n\r\n') + 4;
    const { client, socket, read } = await orphan(bytes, part === 1 ? bytes.length : head + part);
    const used = { hotkey: validator.address, uuid: signedUuid, nonce: nonceOf(bytes) };
    axon.replays.import([used]);
    const receivedNs = systemClock.nowNs() - 2_000_000_000n;
    axon.adopt(socket, { bytes: read, address: '192.0.2.7', receivedNs });
    const rest = bytes.subarray(read.length);
    expect(await sendRaw(0, rest, { socket: client })).toMatchObject({ status: 200, closed: false });
    expect(events[0]).toMatchObject({ outcome: 'answered', address: '192.0.2.7', call: { receivedNs } });
    // The connection goes on; of the captured request nothing is accepted again, there or elsewhere.
    expect((await sendRaw(0, httpCall(), { socket: client })).status).toBe(200);
    expect((await sendRaw(0, bytes, { socket: client })).status).toBe(401);
    expect((await sendRaw(port, bytes)).status).toBe(401);
  });

  it('knows the caller behind a load balancer', async () => {
    const { axon, events } = await start({
      config: { proxyProtocol: true, trustedProxies: ['127.0.0.1'] },
      policy: { permit: () => 'no', notReady: () => 'it has only just started' },
    });
    const bytes = httpCall();
    const { client, socket, read } = await orphan(bytes, bytes.length - 10);
    axon.adopt(socket, { bytes: read, address: '2001:db8::1' });
    expect((await sendRaw(0, bytes.subarray(-10), { socket: client })).status).toBe(200);
    expect(events[0]?.address).toBe('2001:db8::1');
  });

  it('is waited for by a drain, and does not mind a caller who is gone', async () => {
    const { axon } = await start();
    const bytes = httpCall();
    const gone = await orphan(bytes, bytes.length - 10);
    gone.socket.destroy();
    axon.adopt(gone.socket, { bytes: gone.read, address: '127.0.0.1' });
    const { client, socket, read } = await orphan(bytes, bytes.length - 10);
    axon.adopt(socket, { bytes: read, address: '127.0.0.1' });
    const drained = axon.drain(5);
    expect(await sendRaw(0, bytes.subarray(-10), { socket: client })).toMatchObject({
      status: 200,
      headers: expect.stringContaining('connection: close'),
    });
    await drained;
  });
});

const signedUuid = '6c84fb90-12c4-11e1-840d-7b25c5ee775a';
const nonceOf = (bytes: Buffer): bigint =>
  BigInt(/bt_header_dendrite_nonce: (\d+)/i.exec(bytes.toString('latin1'))?.[1] ?? 0);

it('the helpers above read the nonce that was signed', () => {
  const nonce = systemClock.nowNs();
  expect(nonceOf(httpCall({ nonce }))).toBe(nonce);
  expect(JSON.stringify(signCall().headers)).toContain(signedUuid);
});
