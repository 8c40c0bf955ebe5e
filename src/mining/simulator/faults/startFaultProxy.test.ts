import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../../../tests/listenOnLoopback.ts';
import { systemClock } from '../../../support/clock/systemClock.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import type { Fault } from './faultPlanSchema.ts';
import { startFaultProxy } from './startFaultProxy.ts';

const hotkey = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const body = Buffer.alloc(40_000, 'a');

/** A miner that says how much it was sent, behind a proxy with these faults. */
async function start(faults: readonly Fault[], seed = 'proxy') {
  const received: number[] = [];
  const miner = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    received.push(Buffer.concat(chunks).length);
    outgoing.setHeader('content-type', 'application/json').end('{"prediction":0.875}');
  });
  const port = await listenOnLoopback(miner);
  const proxy = await startFaultProxy({
    ...{ target: { host: '127.0.0.1', port }, plan: { faults: [...faults] }, random: createRandom(seed) },
    clock: systemClock,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(async () => {
    agent.destroy();
    await proxy.close();
    miner.closeAllConnections();
    miner.close();
  });
  const post = (timeoutMs = 5_000) =>
    new Promise<string>((resolve) => {
      const outgoing = request(
        {
          ...{
            host: proxy.address.ip,
            port: proxy.address.port,
            method: 'POST',
            path: '/ImageSynapse',
            agent,
          },
          headers: { bt_header_dendrite_hotkey: hotkey, 'content-length': body.length },
          signal: AbortSignal.timeout(timeoutMs),
        },
        async (incoming: IncomingMessage) => {
          let text = '';
          try {
            for await (const chunk of incoming) text += chunk;
            resolve(text);
          } catch (error) {
            resolve((error as NodeJS.ErrnoException).code ?? 'broken');
          }
        },
      );
      outgoing.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
      outgoing.end(body);
    });
  const kinds = () => proxy.injected().map(({ kind }) => kind);
  return { proxy, post, received, kinds };
}
const answer = '{"prediction":0.875}';

describe('startFaultProxy', () => {
  it('carries requests as they are where no fault strikes', async () => {
    const { post, received, kinds } = await start([{ kind: 'reset-request', share: 0 }]);
    expect([await post(), await post(), await post()]).toEqual([answer, answer, answer]);
    expect(received).toEqual([body.length, body.length, body.length]);
    expect(kinds()).toEqual([]);
  });

  it('resets inside the request: the miner never gets it whole', async () => {
    const { proxy, post, received } = await start([{ kind: 'reset-request', share: 1 }]);
    expect(await post()).toMatch(/^(ECONNRESET|EPIPE)$/);
    expect(received).toEqual([]);
    expect(proxy.injected()).toEqual([expect.objectContaining({ kind: 'reset-request', validator: hotkey })]);
  });

  it('resets inside the reply: the miner has done its work', async () => {
    const { post, received, kinds } = await start([{ kind: 'reset-reply', share: 1 }]);
    expect(await post()).toMatch(/^(ECONNRESET|HPE_.*)$/);
    expect(received).toEqual([body.length]);
    expect(kinds()).toEqual(['reset-reply']);
  });

  it('stalls with both ends open, for a while or for ever', async () => {
    const forEver = await start([{ kind: 'stall', share: 1, forMs: null }]);
    expect(await forEver.post(100)).toBe('ABORT_ERR');
    expect(forEver.received).toEqual([]);
    expect(forEver.kinds()).toEqual(['stall']);
    const aWhile = await start([{ kind: 'stall', share: 1, forMs: 20 }]);
    expect(await aWhile.post()).toBe(answer);
    expect(aWhile.received).toEqual([body.length]);
    expect(aWhile.kinds()).toEqual(['stall']);
  });

  it('delays, throttles and dribbles without changing a byte', async () => {
    const { post, received, kinds } = await start([
      { kind: 'latency', share: 1, ms: 5, jitterMs: 5 },
      { kind: 'bandwidth', share: 1, bytesPerSecond: 1_000_000 },
      { kind: 'dribble', share: 1, bytes: 50, everyMs: 1 },
    ]);
    expect(await post()).toBe(answer);
    expect(received).toEqual([body.length]);
    expect(kinds()).toEqual(['latency', 'bandwidth', 'dribble']);
  });

  it('sends a copy on a connection of its own', async () => {
    const { proxy, post, received } = await start([{ kind: 'duplicate', share: 1 }]);
    expect(await post()).toBe(answer);
    await expect.poll(() => proxy.injected()).toHaveLength(1);
    expect(received).toEqual([body.length, body.length]);
    expect(proxy.injected()[0]).toMatchObject({ kind: 'duplicate', validator: hotkey, status: 200 });
  });

  it('listens no more for a while, and then on the same port', async () => {
    const { post, proxy } = await start([{ kind: 'refuse', afterMs: 30, forMs: 100, everyMs: null }]);
    expect(await post()).toBe(answer);
    await expect.poll(() => post(), { interval: 5 }).toBe('ECONNREFUSED');
    await expect.poll(() => post(), { interval: 5 }).toBe(answer);
    expect(proxy.injected()).toEqual([expect.objectContaining({ kind: 'refuse', validator: null })]);
  });

  it('says that a miner that is gone is gone', async () => {
    const proxy = await startFaultProxy({
      ...{ target: { host: '127.0.0.1', port: 1 }, plan: { faults: [] }, random: createRandom(1) },
      clock: systemClock,
    });
    onTestFinished(() => proxy.close());
    await expect(fetch(`http://127.0.0.1:${proxy.address.port}/`)).rejects.toThrow();
  });

  it('strikes the same requests again for the same seed', async () => {
    const run = async (seed: string) => {
      const { post } = await start([{ kind: 'reset-reply', share: 0.5 }], seed);
      const outcomes: boolean[] = [];
      for (let index = 0; index < 12; index += 1) outcomes.push((await post()) === answer);
      return outcomes.map(Number).join('');
    };
    const [first, again, other] = [await run('a'), await run('a'), await run('b')];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toMatch(/1.*0|0.*1/);
  });
});
