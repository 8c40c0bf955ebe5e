import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeRefusal } from '../../src/bittensor/axon/refusal.ts';
import { sdkReleases } from './sdkReleases.ts';
import { sendBytes } from './sendBytes.ts';
import { type RunningAxon, startAxon } from './startAxon.ts';
import { type ReplyEncoding, startEncodingProxy } from './startEncodingProxy.ts';
import { type PythonDendrites, startPythonDendrites } from './startPythonDendrites.ts';
import { startRelay } from './startRelay.ts';

const values = { image: 'x' };
const success = { status: 200, is_success: true, values: { prediction: 0.875 } };

describe.each(sdkReleases)('connections of SDK $name to our axon', (release) => {
  let python: PythonDendrites;
  const cleanups: (() => unknown)[] = [];

  const start = async (options?: Parameters<typeof startAxon>[0]): Promise<RunningAxon> => {
    const started = await startAxon(options);
    cleanups.push(() => started.axon.close(0));
    return started;
  };
  const relayTo = async (port: number) => {
    const relay = await startRelay(port);
    cleanups.push(() => relay.close());
    return relay;
  };

  beforeAll(async () => {
    python = await startPythonDendrites(release);
  });
  afterEach(async () => {
    await Promise.all(cleanups.splice(0).map((clean) => clean()));
  });
  afterAll(() => python.stop());

  it('are reused', async () => {
    const { address } = await start();
    const relay = await relayTo(address.port);
    await python.open({ dendrite: 'a', uri: '//Alice' });
    const call = { dendrite: 'a', axon: { ...address, port: relay.port }, values };
    const rounds = await python.gather(3, [call]);
    expect(rounds).toMatchObject([[success], [success], [success]]);
    expect(relay.sent()).toHaveLength(1);
  });

  it('are reused after idling 12 s, and opened anew without an error after 17 s', async () => {
    // aiohttp drops a connection that idled 15 s; our axon would keep it for 20.
    const { address } = await start();
    const relays = await Promise.all([relayTo(address.port), relayTo(address.port)]);
    const counts = await Promise.all(
      [12_000, 17_000].map(async (idleMs, index) => {
        const relay = relays[index];
        if (relay === undefined) throw new Error('Two relays were started.');
        await python.open({ dendrite: `idle ${idleMs}`, uri: '//Alice' });
        const call = { dendrite: `idle ${idleMs}`, axon: { ...address, port: relay.port }, values };
        expect(await python.call(call)).toMatchObject(success);
        await sleep(idleMs);
        expect(await python.call(call)).toMatchObject(success);
        return relay.sent().length;
      }),
    );
    expect(counts).toEqual([1, 2]);
  }, 30_000);

  it('are reused after a refusal that did not read the body', async () => {
    let ready = false;
    const { address } = await start({
      policy: { permit: () => 'yes', notReady: () => (ready ? null : 'Not yet.') },
    });
    const relay = await relayTo(address.port);
    await python.open({ dendrite: 'a', uri: '//Alice' });
    const call = {
      dendrite: 'a',
      axon: { ...address, port: relay.port },
      values: { image: 'A'.repeat(500_000) },
    };
    expect(await python.call(call)).toMatchObject({ status: 503 });
    ready = true;
    expect(await python.call(call)).toMatchObject(success);
    expect(relay.sent()).toHaveLength(1);
  });

  it('come from ten validators at once, in five rounds', async () => {
    let running = 0;
    let most = 0;
    const { address, calls, events, axon } = await start({
      forward: async ({ image }) => {
        running += 1;
        most = Math.max(most, running);
        await sleep(100);
        running -= 1;
        return { prediction: Number(image) / 100 };
      },
    });
    const names = Array.from({ length: 10 }, (_, index) => `validator ${index}`);
    const identities = await Promise.all(
      names.map((dendrite) => python.open({ dendrite, uri: `//${dendrite}` })),
    );
    const rounds = await python.gather(
      5,
      names.map((dendrite, index) => ({ dendrite, axon: address, values: { image: String(index) } })),
    );
    for (const round of rounds) {
      expect(round).toMatchObject(
        names.map((_, index) => ({ ...success, values: { prediction: index / 100 } })),
      );
    }
    expect(most).toBe(10);
    expect(events).toHaveLength(50);
    expect(new Set(calls.map(({ hotkey }) => hotkey))).toEqual(
      new Set(identities.map(({ hotkey }) => hotkey)),
    );
    expect(axon.clockOffset()?.hotkeys).toBe(10);
    expect(Math.abs(axon.clockOffset()?.seconds ?? 9)).toBeLessThan(1);
  });

  it('come from two processes of one validator, whose nonces interleave', async () => {
    const { address, calls } = await start();
    const [validator, proxy] = await Promise.all(
      ['validator', 'proxy'].map((dendrite) => python.open({ dendrite, uri: '//Alice' })),
    );
    const rounds = await python.gather(
      5,
      ['validator', 'proxy'].map((dendrite) => ({ dendrite, axon: address, values })),
    );
    expect(rounds.flat()).toMatchObject(Array.from({ length: 10 }, () => success));
    expect(validator?.uuid).not.toBe(proxy?.uuid);
    expect(new Set(calls.map(({ uuid }) => uuid))).toEqual(new Set([validator?.uuid, proxy?.uuid]));
    expect(new Set(calls.map(({ hotkey }) => hotkey)).size).toBe(1);
  });

  it('come over IPv6 and IPv4 to one port', async () => {
    const { address, calls } = await start({ config: { host: '::' } });
    await python.open({ dendrite: 'a', uri: '//Alice' });
    // Subnet 72's validator writes an IPv6 address in brackets.
    for (const ip of ['[::1]', '127.0.0.1']) {
      expect(await python.call({ dendrite: 'a', axon: { ...address, ip }, values })).toMatchObject(success);
    }
    expect(calls.map((call) => call.address)).toEqual(['::1', '127.0.0.1']);
  });

  it('come over IPv6 alone', async () => {
    const { address, calls } = await start({ config: { host: '::1' } });
    await python.open({ dendrite: 'a', uri: '//Alice' });
    const reply = await python.call({ dendrite: 'a', axon: { ...address, ip: '[::1]' }, values });
    expect(reply).toMatchObject(success);
    expect(calls.map((call) => call.address)).toEqual(['::1']);
  });

  it('come from the host itself, which the SDK then calls 0.0.0.0', async () => {
    const { address } = await start();
    const relay = await relayTo(address.port);
    const { external_ip: ip } = await python.open({ dendrite: 'a', uri: '//Alice' });
    const call = { dendrite: 'a', axon: { ...address, ip, port: relay.port }, values };
    expect(await python.call(call)).toMatchObject(success);
    expect(relay.sent()[0]?.toString('latin1')).toContain(`\r\nHost: 0.0.0.0:${relay.port}\r\n`);
  });

  it.each<ReplyEncoding>(['chunked', 'gzip', 'gzip chunked'])(
    'carry a reply that a proxy made %s',
    async (encoding) => {
      const { address } = await start();
      const proxy = await startEncodingProxy(address.port, encoding);
      cleanups.push(() => proxy.close());
      await python.open({ dendrite: 'a', uri: '//Alice' });
      const axon = { ...address, port: proxy.port };
      expect(await python.call({ dendrite: 'a', axon, values })).toMatchObject(success);
      expect(await python.call({ dendrite: 'a', axon: { ...axon, hotkey: '5Dummy' }, values })).toMatchObject(
        { status: 401, message: describeRefusal({ code: 'RC_AXON_SIGNATURE_INVALID' }) },
      );
    },
  );

  it('carry a chunked request', async () => {
    const { address } = await start();
    const relay = await relayTo(address.port);
    await python.open({ dendrite: 'a', uri: '//Alice', session: { request: { chunked: true } } });
    const call = {
      dendrite: 'a',
      axon: { ...address, port: relay.port },
      values: { image: 'A'.repeat(300_000) },
    };
    expect(await python.call(call)).toMatchObject(success);
    expect(relay.sent()[0]?.toString('latin1')).toMatch(/\r\nTransfer-Encoding: chunked\r\n/i);
  });

  it('carry a compressed request, which is refused as no dendrite sends one', async () => {
    const { address, events } = await start();
    await python.open({ dendrite: 'a', uri: '//Alice', session: { request: { compress: 'gzip' } } });
    expect(await python.call({ dendrite: 'a', axon: address, values })).toMatchObject({
      status: 400,
      message: describeRefusal({ code: 'RC_AXON_BODY_ENCODED' }),
    });
    expect(events).toMatchObject([{ outcome: 'RC_AXON_BODY_ENCODED' }]);
  });

  it('carry an image of 1.5 MB', async () => {
    const image = Buffer.alloc(1_500_000, 'roadcrew').toString('base64');
    const { address } = await start({ forward: (given) => ({ prediction: given.image === image ? 1 : 0 }) });
    await python.open({ dendrite: 'a', uri: '//Alice' });
    expect(await python.call({ dendrite: 'a', axon: address, values: { image } })).toMatchObject({
      ...success,
      values: { prediction: 1 },
    });
  });

  it('carry nothing twice: a captured request is refused', async () => {
    const { address, calls } = await start();
    const relay = await relayTo(address.port);
    await python.open({ dendrite: 'a', uri: '//Alice' });
    await python.call({ dendrite: 'a', axon: { ...address, port: relay.port }, values });
    const [captured] = relay.sent();
    if (captured === undefined) throw new Error('The relay saw no connection.');
    expect(await sendBytes(address.port, captured)).toEqual({
      status: 401,
      body: {
        message: describeRefusal({ code: 'RC_AXON_NONCE_REPLAYED' }),
        code: 'RC_AXON_NONCE_REPLAYED',
      },
    });
    expect(calls).toHaveLength(1);
  });

  it('carry nothing elsewhere: a captured request is refused by another miner', async () => {
    const { address } = await start();
    const other = await start({ hotkey: '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y' });
    const relay = await relayTo(address.port);
    await python.open({ dendrite: 'a', uri: '//Alice' });
    await python.call({ dendrite: 'a', axon: { ...address, port: relay.port }, values });
    const [captured] = relay.sent();
    if (captured === undefined) throw new Error('The relay saw no connection.');
    expect(await sendBytes(other.address.port, captured)).toMatchObject({
      status: 401,
      body: { code: 'RC_AXON_SIGNATURE_INVALID' },
    });
  });
});
