import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RefusalCode } from '../../src/bittensor/axon/errors.ts';
import { describeRefusal } from '../../src/bittensor/axon/refusal.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { sdkReleases } from './sdkReleases.ts';
import { type RunningAxon, startAxon } from './startAxon.ts';
import { type PythonDendrites, startPythonDendrites } from './startPythonDendrites.ts';

describe.each(sdkReleases)('a dendrite of SDK $name calls our axon', (release) => {
  let python: PythonDendrites;
  let running: RunningAxon[] = [];

  const start = async (options?: Parameters<typeof startAxon>[0]): Promise<RunningAxon> => {
    const started = await startAxon(options);
    running.push(started);
    return started;
  };

  beforeAll(async () => {
    python = await startPythonDendrites(release);
    await python.open({ dendrite: 'alice', uri: '//Alice' });
  });
  afterEach(async () => {
    await Promise.all(running.map(({ axon }) => axon.close(0)));
    running = [];
  });
  afterAll(() => python.stop());

  it('and sees the prediction, success, and how long the miner took', async () => {
    const { address, axon, events, calls } = await start({
      forward: async ({ image, testnet_label }) => {
        expect({ image, testnet_label }).toEqual({ image: 'aGVsbG8=', testnet_label: -1n });
        await sleep(120);
        return { prediction: 0.1 + 0.2 };
      },
    });
    const identity = await python.open({ dendrite: 'fresh', uri: '//Alice' });
    const before = BigInt(Date.now()) * 1_000_000n;
    const reply = await python.call({
      dendrite: 'fresh',
      axon: address,
      values: { image: 'aGVsbG8=' },
      timeout: 9.5,
    });
    const after = BigInt(Date.now() + 1) * 1_000_000n;

    expect(reply).toMatchObject({
      values: { testnet_label: -1, prediction: 0.1 + 0.2 },
      status: 200,
      message: 'Success',
      is_success: true,
      axon: { status_code: 200, status_message: 'Success' },
    });
    expect(reply.axon.process_time).toBeGreaterThan(0.1);
    expect(reply.process_time).toBeGreaterThan(reply.axon.process_time ?? 9);

    const [call] = calls;
    expect(call).toMatchObject({ hotkey: identity.hotkey, uuid: identity.uuid, timeout: 9.5 });
    expect(identity.hotkey).toBe(keypairFromUri('//Alice').address);
    expect(identity.version).toBe(release.version);
    expect(call?.nonce).toBeGreaterThan(before);
    expect(call?.nonce).toBeLessThan(after);
    expect(events.map(({ outcome }) => outcome)).toEqual(['answered']);

    const offset = axon.clockOffset();
    expect(offset).toMatchObject({ hotkeys: 1 });
    expect(offset?.seconds).toBeGreaterThan(0);
    expect(offset?.seconds).toBeLessThan(0.5);
  });

  const refusals: readonly {
    what: string;
    code: RefusalCode;
    status: number;
    options?: Parameters<typeof startAxon>[0];
    hotkey?: string;
    image?: string;
  }[] = [
    {
      what: 'signs for another miner',
      hotkey: keypairFromUri('//Charlie').address,
      code: 'RC_AXON_SIGNATURE_INVALID',
      status: 401,
    },
    {
      what: 'is not permitted',
      options: { policy: { permit: () => 'no' } },
      code: 'RC_AXON_NOT_PERMITTED',
      status: 403,
    },
    {
      what: 'is unknown, is looked up and is still not permitted',
      options: { policy: { permit: () => 'ask', lookUp: async () => false } },
      code: 'RC_AXON_NOT_PERMITTED',
      status: 403,
    },
    {
      what: 'comes before the miner is ready',
      options: { policy: { permit: () => 'yes', notReady: () => 'The model is being loaded.' } },
      code: 'RC_AXON_NOT_READY',
      status: 503,
    },
    {
      what: 'sends too large a body',
      options: { config: { limits: { bodyBytes: 4096 } } },
      image: 'A'.repeat(100_000),
      code: 'RC_AXON_BODY_TOO_LARGE',
      status: 413,
    },
    {
      what: 'sends far too large a body',
      options: { config: { limits: { bodyBytes: 65_536 } } },
      image: 'A'.repeat(20_000_000),
      code: 'RC_AXON_BODY_TOO_LARGE',
      status: 413,
    },
  ];

  it.each(refusals)('that $what and reads $status', async ({ code, status, options, hotkey, image }) => {
    const { address, events, calls } = await start(options);
    const reply = await python.call({
      dendrite: 'alice',
      axon: { ...address, hotkey: hotkey ?? address.hotkey },
      values: { image: image ?? 'x' },
    });
    const message = describeRefusal({ code });
    expect(reply).toMatchObject({
      values: { prediction: -1 },
      status,
      message,
      is_success: false,
      axon: { status_code: status, status_message: message },
    });
    expect(calls).toEqual([]);
    expect(events).toMatchObject([{ outcome: code, status }]);
  });

  it('whose handler fails and reads 500 with an incident number, not the cause', async () => {
    const { address, events } = await start({
      forward: () => {
        throw new Error('The model is gone: /secret/path');
      },
    });
    const reply = await python.call({ dendrite: 'alice', axon: address, values: { image: 'x' } });
    expect(reply).toMatchObject({ status: 500, is_success: false, values: { prediction: -1 } });
    expect(reply.message).toMatch(/^The miner failed to answer \(incident [0-9a-f-]{36}\)\.$/);
    expect(events).toMatchObject([
      { outcome: 'RC_AXON_FORWARD_FAILED', cause: new Error('The model is gone: /secret/path') },
    ]);
  });

  it('through the ping that every axon answers', async () => {
    const { address, events } = await start();
    const reply = await python.call({ dendrite: 'alice', axon: address, synapse: 'Synapse' });
    expect(reply).toMatchObject({ status: 200, is_success: true });
    expect(events).toMatchObject([{ synapse: 'Synapse', outcome: 'answered' }]);
  });

  it('by a name that is not served and reads 404', async () => {
    const { address } = await start();
    const reply = await python.call({
      dendrite: 'alice',
      axon: address,
      synapse: 'HashedSynapse',
      values: { text: '', count: 0, ratio: 0, flag: false, words: [] },
    });
    expect(reply).toMatchObject({ status: 404, message: describeRefusal({ code: 'RC_AXON_ROUTE_UNKNOWN' }) });
  });

  describe('slowly', () => {
    it.concurrent('and waits 8.5 s of its 9 s', async () => {
      const { axon, address } = await startAxon({
        forward: async () => {
          await sleep(8_500);
          return { prediction: 0.25 };
        },
      });
      const reply = await python.call({
        dendrite: 'alice',
        axon: address,
        values: { image: 'x' },
        timeout: 9,
      });
      expect(reply).toMatchObject({ status: 200, is_success: true, values: { prediction: 0.25 } });
      await axon.close(0);
    });

    it.concurrent('and gives up, of which our handler is told', async () => {
      let aborted = Number.NaN;
      const { axon, address, events } = await startAxon({
        forward: (_values, { signal, receivedNs }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              aborted = Date.now() - Number(receivedNs / 1_000_000n);
              reject(signal.reason);
            });
          }),
      });
      const reply = await python.call({
        dendrite: 'alice',
        axon: address,
        values: { image: 'x' },
        timeout: 1,
      });
      expect(reply).toMatchObject({
        status: 408,
        message: 'Request timeout after 1.0 seconds',
        is_success: false,
        values: { prediction: -1 },
      });
      await expect.poll(() => events.length).toBe(1);
      expect(aborted).toBeGreaterThan(900);
      expect(aborted).toBeLessThan(1_500);
      await axon.close(0);
    });
  });
});
