import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inMs, outcomeOf, until } from '../../../tests/models/startTestPool.ts';
import type { StageResult } from '../../contracts/StageResult.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import type { InferenceHealth } from '../workers/InferencePool.ts';
import type { Lane } from '../workers/Lane.ts';
import { type ConnectInferenceHostOptions, connectInferenceHost } from './connectInferenceHost.ts';
import type { InferenceClient } from './InferenceClient.ts';
import { type InferenceServer, serveInference } from './serveInference.ts';

const health = (state: InferenceHealth['state'] = 'ok'): InferenceHealth => ({
  ...{ release: 'fake-1', precision: 'fp32', attempts: [{ provider: 'cpu', outcome: 'taken' }], state },
  ...{ workers: [], missing: 0, queued: 0, swapping: false },
});
const evidence = (probability: number): StageResult => ({
  ...{ stage: 'classifier', outcome: 'evidence', timings: { backbone: 1 } },
  evidence: { probability, release: 'fake-1', details: { logit: 1, image: { width: 1 } } },
});

interface Asked {
  readonly lane: Lane;
  readonly first: number | undefined;
  readonly bytes: number;
  readonly stake: bigint | undefined;
  readonly cancelled: () => boolean;
  readonly answer: (result: StageResult) => void;
}

let folder: string;
let path: string;
let state: InferenceHealth['state'];
let asked: Asked[];
let servers: InferenceServer[];
let clients: InferenceClient[];
let raw: Server | undefined;

/** A host without models, which answers when the test says so. */
const serve = async (maxImageBytes = 2 ** 24): Promise<InferenceServer> => {
  const server = await serveInference({
    ...{ path, maxImageBytes, clock: systemClock, pulseMs: 20 },
    pool: {
      health: () => health(state),
      stageOf: (lane) => ({
        id: 'classifier',
        run: (image, { stake }, signal) =>
          new Promise((answer) => {
            const cancelled = () => signal?.aborted === true;
            asked.push({ lane, first: image[0], bytes: image.length, stake, cancelled, answer });
          }),
      }),
    },
  });
  servers.push(server);
  return server;
};
const connect = (options: Partial<ConnectInferenceHostOptions> = {}): InferenceClient => {
  const random = createRandom('client');
  const client = connectInferenceHost({ socketPath: path, clock: systemClock, random, ...options });
  clients.push(client);
  return client;
};
const run = (client: InferenceClient, first: number, ms = 10_000, lane: Lane = 'challenge', bytes = 1) =>
  client.stage(lane).run(new Uint8Array(bytes).fill(first), inMs(ms));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rc-client-'));
  path = join(folder, 'host.sock');
  [state, asked, servers, clients, raw] = ['ok', [], [], [], undefined];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await Promise.all(servers.map((server) => server.close()));
  raw?.close();
  await rm(folder, { recursive: true });
});

describe('connectInferenceHost', () => {
  it('says never, loading and ready, by what the process says and whether it says anything', async () => {
    const client = connect();
    const successor = connect({ loadedBefore: true });
    expect([client.state(), successor.state(), client.health()]).toEqual(['never', 'loading', null]);
    await expect(client.whenReady(AbortSignal.timeout(30))).rejects.toThrow(/timeout/);
    state = 'down';
    const server = await serve();
    await until('it is heard', () => client.health() !== null);
    expect([client.state(), successor.state()]).toEqual(['never', 'loading']);
    state = 'ok';
    await Promise.all([client.whenReady(), successor.whenReady()]);
    expect([client.state(), successor.state()]).toEqual(['ready', 'ready']);
    state = 'down';
    await until('it is down', () => client.state() === 'loading');
    state = 'ok';
    await client.whenReady();
    await server.close();
    await until('it is gone', () => client.state() === 'loading');
    const waiting = client.whenReady();
    await client.close();
    await expect(waiting).rejects.toMatchObject({ code: 'RC_INFERENCE_HOST_GONE' });
  });

  it('sends what has waited for the process in the order of its urgency, and answers late meanwhile', async () => {
    const client = connect();
    const late = run(client, 9, 50);
    const results = [
      run(client, 1, 9_000, 'background'),
      run(client, 2, 8_000),
      run(client, 3, 7_000),
      run(client, 4, 6_000, 'background'),
    ];
    expect(outcomeOf(await late)).toBe('late');
    expect(client.inFlight).toBe(4);
    await serve();
    await until('all are there', () => asked.length === 4);
    expect(asked.map(({ lane, first }) => [lane, first])).toEqual([
      ...[
        ['challenge', 3],
        ['challenge', 2],
        ['background', 4],
        ['background', 1],
      ],
    ]);
    asked.forEach(({ answer }, index) => void answer(evidence(index / 10)));
    expect(await Promise.all(results)).toEqual([0.3, 0.1, 0, 0.2].map(evidence));
    expect(client.inFlight).toBe(0);
  });

  it('sends of two that are due together the one with more stake first, and says how much it is', async () => {
    const client = connect();
    const { atNs } = inMs(10_000);
    const results = [undefined, 5n, 10n ** 20n].map((stake, first) =>
      client.stage('challenge').run(Uint8Array.of(first), { atNs, stake }),
    );
    await serve();
    await until('all were asked', () => asked.length === 3);
    expect(asked.map(({ first, stake }) => [first, stake])).toEqual([
      [2, 10n ** 20n],
      [1, 5n],
      [0, undefined],
    ]);
    for (const { answer } of asked) answer(evidence(0.75));
    await Promise.all(results);
  });

  it('gives what was in flight to the next process, but not a third time', async () => {
    const client = connect();
    // No process of ours says goodbye when it is killed.
    const die = async () => {
      const sockets = new Set<import('node:net').Socket>();
      const hello = { kind: 'hello', maxImageBytes: 100, health: health() };
      const { encodeFrame } = await import('./encodeFrame.ts');
      raw = createServer((socket) => {
        sockets.add(socket);
        for (const part of encodeFrame(hello)) socket.write(part);
        socket.on('data', () => socket.destroy()).on('error', () => {});
      });
      await rm(path, { force: true });
      await new Promise<void>((resolve) => raw?.listen(path, resolve));
      return async () => new Promise<void>((resolve) => raw?.close(() => resolve()));
    };
    const end = await die();
    const suspect = run(client, 1);
    // It is sent to one that dies, and to the next one that dies.
    expect(await suspect).toMatchObject({
      ...{ outcome: 'none', reason: 'failed', error: { code: 'RC_INFERENCE_HOST_IMAGE_SUSPECT' } },
    });
    await end();
    raw = undefined;
    const server = await serve();
    await client.whenReady();
    // Two orderly ends do not count.
    const patient = run(client, 2);
    await until('it is there', () => asked.length === 1);
    await server.close();
    const second = await serve();
    await until('it is there again', () => asked.length === 2);
    await second.close();
    await serve();
    await until('it is there a third time', () => asked.length === 3);
    asked[2]?.answer(evidence(0.9));
    expect(await patient).toEqual(evidence(0.9));
  });

  it('leaves to the successor what the process gave up when it closed', async () => {
    const server = await serve();
    const client = connect();
    await client.whenReady();
    const results = [run(client, 1), run(client, 2)];
    await until('both are there', () => asked.length === 2);
    server.stop();
    await until('the client knows', () => client.state() === 'loading');
    const third = run(client, 3);
    asked[0]?.answer(evidence(0.1));
    asked[1]?.answer({
      ...{ stage: 'classifier', outcome: 'none', reason: 'failed', timings: {} },
      error: { code: 'RC_WORKERS_CLOSED', message: 'The inference pool is closed.' },
    });
    expect(await results[0]).toEqual(evidence(0.1));
    expect(client.inFlight).toBe(2);
    await server.close();
    await serve();
    await until('the others are there', () => asked.length === 4);
    for (const one of asked.slice(2)) one.answer(evidence((one.first ?? 0) / 10));
    expect(await Promise.all([results[1], third])).toEqual([0.2, 0.3].map(evidence));
  });

  it('tells the process what nobody waits for any more', async () => {
    await serve();
    const client = connect();
    const controller = new AbortController();
    const given = client.stage('challenge').run(Uint8Array.of(1), inMs(10_000), controller.signal);
    const late = run(client, 2, 300);
    await until('both are there', () => asked.length === 2);
    controller.abort();
    expect([outcomeOf(await given), outcomeOf(await late)]).toEqual(['cancelled', 'late']);
    await until('both are given up', () => asked.every(({ cancelled }) => cancelled()));
    // An answer that comes too late is nobody's.
    asked[0]?.answer(evidence(0.4));
    const other = run(client, 3);
    await until('the third is there', () => asked.length === 3);
    asked[2]?.answer(evidence(0.6));
    expect(await other).toEqual(evidence(0.6));
  });

  it('holds no more than its limits, and lets challenges push background work out', async () => {
    const client = connect({ limit: 3, limitBytes: 1_000 });
    const background = [run(client, 1, 9_000, 'background'), run(client, 2, 8_000, 'background')];
    const challenge = run(client, 3);
    expect(outcomeOf(await run(client, 4, 9_000, 'background'))).toBe('overloaded');
    const second = run(client, 5);
    expect(outcomeOf((await background[0]) as StageResult)).toBe('overloaded');
    const large = run(client, 6, 9_000, 'challenge', 998);
    expect(outcomeOf((await background[1]) as StageResult)).toBe('overloaded');
    expect(outcomeOf(await run(client, 7))).toBe('overloaded');
    await serve();
    await until('all are there', () => asked.length === 3);
    for (const { answer } of asked) answer(evidence(0.5));
    expect((await Promise.all([challenge, second, large])).map(outcomeOf)).toEqual(Array(3).fill('evidence'));
  });

  it('carries large images whole, and says itself what the process would not take', async () => {
    await serve(6 * 2 ** 20);
    const client = connect();
    await client.whenReady();
    const sizes = [6 * 2 ** 20, 1, 5 * 2 ** 20, 0];
    const results = sizes.map((bytes) => run(client, 7, 10_000, 'challenge', bytes));
    await until('all are there', () => asked.length === 4);
    expect(asked.map(({ bytes }) => bytes).toSorted((a, b) => b - a)).toEqual(
      sizes.toSorted((a, b) => b - a),
    );
    for (const { answer } of asked) answer(evidence(0.5));
    expect((await Promise.all(results)).map(outcomeOf)).toEqual(Array(4).fill('evidence'));
    expect(await run(client, 1, 10_000, 'challenge', 6 * 2 ** 20 + 1)).toMatchObject({
      ...{ reason: 'undecodable', error: { code: 'RC_IMAGING_TOO_MANY_BYTES' } },
    });
  });

  it('goes on after nonsense from either side', async () => {
    await serve();
    const { connect: dial } = await import('node:net');
    const intruder = dial(path);
    intruder.on('error', () => {});
    intruder.write('GET / HTTP/1.1\r\n\r\n');
    await new Promise<void>((resolve) => intruder.on('close', () => resolve()).resume());
    await servers.pop()?.close();
    let lies = 0;
    raw = createServer((socket) => {
      lies += 1;
      socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await rm(path, { force: true });
    await new Promise<void>((resolve) => raw?.listen(path, resolve));
    const client = connect();
    const patient = run(client, 1);
    await until('it has tried twice', () => lies > 1);
    expect(client.state()).toBe('never');
    await new Promise<void>((resolve) => raw?.close(() => resolve()));
    raw = undefined;
    await serve();
    await until('it is there', () => asked.length === 1);
    asked[0]?.answer(evidence(0.7));
    expect(await patient).toEqual(evidence(0.7));
  });
});

describe('serveInference', () => {
  it('refuses a path that systems would cut off', async () => {
    path = join(folder, 'x'.repeat(90));
    await expect(serve()).rejects.toMatchObject({ code: 'RC_INFERENCE_HOST_SOCKET_PATH_TOO_LONG' });
  });
});
