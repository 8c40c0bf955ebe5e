import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axonError } from '../../src/bittensor/axon/errors.ts';
import { describeRefusal } from '../../src/bittensor/axon/refusal.ts';
import { createDendrite } from '../../src/bittensor/dendrite/createDendrite.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { sdkReleases } from './sdkReleases.ts';
import { sendBytes } from './sendBytes.ts';
import { type RunningAxon, startAxon } from './startAxon.ts';
import { type NginxFile, startNginx } from './startNginx.ts';
import { type PythonDendrites, startPythonDendrites } from './startPythonDendrites.ts';
import { startRelay } from './startRelay.ts';

const values = { image: 'x' };
const success = { status: 200, is_success: true, message: 'Success', values: { prediction: 0.875 } };
// Any address of 127.0.0.0/8 is this machine, so a caller can have another one than nginx.
const caller = { local_address: '127.0.0.77', headers: { 'X-Forwarded-For': '203.0.113.66' } };

const nginxFiles = ['roadcrew-axon.conf', 'roadcrew-axon-stream.conf'] as const;
const trustedProxies = ['127.0.0.1'];
const axonConfig = {
  'roadcrew-axon.conf': { trustedProxies },
  'roadcrew-axon-stream.conf': { trustedProxies, proxyProtocol: true },
};

/** The PROXY protocol's binary header. Source: haproxy.org, proxy-protocol.txt §2.2. */
const preambleV2 = (family: 0x11 | 0x21, source: readonly number[]): Buffer => {
  const addresses = Buffer.from([...source, ...source, 0x30, 0x39, 0x1f, 0x9b]);
  const head = Buffer.from('0d0a0d0a000d0a515549540a21', 'hex');
  return Buffer.concat([head, Buffer.from([family, 0, addresses.length]), addresses]);
};

describe.each(sdkReleases)('SDK $name through a real nginx', (release) => {
  let python: PythonDendrites;
  const cleanups: (() => unknown)[] = [];

  const start = async (
    file: NginxFile,
    options: Parameters<typeof startAxon>[0] = {},
    nginxOptions: Parameters<typeof startNginx>[2] = {},
  ) => {
    const running = await startAxon({ ...options, config: { ...axonConfig[file], ...options.config } });
    cleanups.push(() => running.axon.close(0));
    const nginx = await startNginx(file, running.address.port, nginxOptions);
    cleanups.push(() => nginx.stop());
    return { ...running, nginx, address: { ...running.address, port: nginx.port } };
  };
  const behindRelay = async (running: RunningAxon, preamble: Buffer) => {
    const relay = await startRelay(running.address.port, preamble);
    cleanups.push(() => relay.close());
    return { ...running.address, port: relay.port };
  };

  beforeAll(async () => {
    python = await startPythonDendrites(release);
    await python.open({ dendrite: 'alice', uri: '//Alice', session: caller });
  });
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  });
  afterAll(() => python.stop());

  describe.each(nginxFiles)('with %s', (file) => {
    it('is answered, and the axon knows the caller by its own address', async () => {
      const { address, calls, nginx, axon } = await start(file);
      const call = { dendrite: 'alice', axon: address, values };
      expect(await python.gather(3, [call])).toMatchObject([[success], [success], [success]]);
      expect(calls.map((received) => received.address)).toEqual(['127.0.0.77', '127.0.0.77', '127.0.0.77']);
      // One connection to the axon carried all three.
      expect(await axon.connections()).toBe(1);
      expect(nginx.log()).toBe('');
    });

    it('is answered over IPv6', async () => {
      const { address, calls } = await start(file);
      await python.open({ dendrite: 'v6', uri: '//Alice' });
      const call = { dendrite: 'v6', axon: { ...address, ip: '[::1]' }, values };
      expect(await python.call(call)).toMatchObject(success);
      expect(calls.map((received) => received.address)).toEqual(['::1']);
    });

    it('reads refusals as the axon wrote them', async () => {
      const { address, events } = await start(file, { policy: { permit: () => 'no' } });
      expect(await python.call({ dendrite: 'alice', axon: address, values })).toMatchObject({
        status: 403,
        message: describeRefusal({ code: 'RC_AXON_NOT_PERMITTED' }),
      });
      expect(events).toMatchObject([{ address: '127.0.0.77' }]);
    });

    it('sends an image of 1.5 MB, and reads 413 for one that is too large', async () => {
      const { address } = await start(file, { config: { limits: { bodyBytes: 4_000_000 } } });
      const send = (bytes: number) =>
        python.call({ dendrite: 'alice', axon: address, values: { image: 'A'.repeat(bytes) } });
      expect(await send(1_500_000)).toMatchObject(success);
      expect(await send(4_500_000)).toMatchObject({
        status: 413,
        message: describeRefusal({ code: 'RC_AXON_BODY_TOO_LARGE' }),
      });
    });

    it('gives up, and the handler is told', async () => {
      let reason: unknown;
      const { address } = await start(file, {
        forward: (_values, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reason = signal.reason;
              reject(signal.reason);
            });
          }),
      });
      const reply = await python.call({ dendrite: 'alice', axon: address, values, timeout: 0.7 });
      expect(reply).toMatchObject({ status: 408 });
      await expect.poll(() => reason).toBeInstanceOf(Error);
    });

    it('comes as ten validators at once, in five rounds', async () => {
      const { address, events } = await start(file);
      const names = Array.from({ length: 10 }, (_, index) => `validator ${index}`);
      await Promise.all(names.map((dendrite) => python.open({ dendrite, uri: `//${dendrite}` })));
      const rounds = await python.gather(
        5,
        names.map((dendrite) => ({ dendrite, axon: address, values })),
      );
      expect(rounds.flat()).toMatchObject(Array.from({ length: 50 }, () => success));
      expect(events).toHaveLength(50);
    });
  });

  it('comes again after idling 12 s, through either file', async () => {
    // Longer than most defaults on the way; dendrites let go of a connection after 15 s.
    const connections = await Promise.all(
      nginxFiles.map(async (file) => {
        const { address } = await start(file);
        await python.open({ dendrite: file, uri: '//Alice' });
        const relay = await startRelay(address.port);
        cleanups.push(() => relay.close());
        const call = { dendrite: file, axon: { ...address, port: relay.port }, values };
        expect(await python.call(call)).toMatchObject(success);
        await sleep(12_000);
        expect(await python.call(call)).toMatchObject(success);
        return relay.sent().length;
      }),
    );
    expect(connections).toEqual([1, 1]);
  });

  describe('with roadcrew-axon.conf', () => {
    const file = 'roadcrew-axon.conf';

    it('but without underscores_in_headers, is told that its signature did not arrive', async () => {
      const edit = (text: string) => text.replace('underscores_in_headers on;', '');
      const { address, events } = await start(file, {}, { edit });
      expect(await python.call({ dendrite: 'alice', axon: address, values })).toMatchObject({
        status: 401,
        message: 'The request is not signed: hotkey is missing.',
      });
      expect(events).toMatchObject([{ outcome: 'RC_AXON_CREDENTIALS_MISSING' }]);
      expect(axonError.definitions.RC_AXON_CREDENTIALS_MISSING.hint).toContain('underscores_in_headers on');
    });

    it('understands replies that nginx compresses', async () => {
      const http = 'gzip on; gzip_min_length 1; gzip_types application/json;';
      const { address } = await start(file, {}, { http });
      expect(await python.call({ dendrite: 'alice', axon: address, values })).toMatchObject(success);
      const dendrite = createDendrite({ keypair: keypairFromUri('//Alice') });
      cleanups.push(() => dendrite.close());
      const reply = await dendrite.call(address, {
        synapse: imageSynapse,
        values: { testnet_label: -1n, image: 'x', prediction: -1 },
      });
      expect(reply).toMatchObject({ isSuccess: true, values: { prediction: 0.875 } });
      const plain = `GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`;
      const socket = connect(address.port, '127.0.0.1', () => socket.write(plain));
      const [head] = (await once(socket, 'data')) as [Buffer];
      expect(head.toString('latin1')).toMatch(
        /\r\nTransfer-Encoding: chunked\r\n.*Content-Encoding: gzip\r\n/is,
      );
    });

    it('sends its headers ahead: a stranger is refused before its body is there', async () => {
      const { address } = await start(file, { policy: { permit: () => 'no' } });
      const relay = await startRelay(address.port);
      cleanups.push(() => relay.close());
      await python.call({ dendrite: 'alice', axon: { ...address, port: relay.port }, values });
      const [captured] = relay.sent();
      if (captured === undefined) throw new Error('The relay saw no connection.');
      const headers = captured.subarray(0, captured.indexOf('\r\n\r\n') + 4);
      expect(await sendBytes(address.port, headers)).toMatchObject({
        status: 403,
        body: { code: 'RC_AXON_NOT_PERMITTED' },
      });
    });

    it('reads JSON also when nginx itself refuses: too many connections, body too large, axon gone', async () => {
      const edit = (text: string) => text.replace('roadcrew_connections 64', 'roadcrew_connections 2');
      const forward = async () => {
        await sleep(300);
        return { prediction: 0.875 };
      };
      const { address, axon, events } = await start(file, { forward }, { edit });
      const call = { dendrite: 'alice', axon: address };
      const [round = []] = await python.gather(1, [call, call, call]);
      const refused = round.filter(({ status }) => status !== 200);
      expect(refused).toMatchObject([{ status: 429, message: 'Too many connections from this address.' }]);
      events.splice(0);
      expect(await python.call({ ...call, values: { image: 'A'.repeat(18_000_000) } })).toMatchObject({
        status: 413,
        message: describeRefusal({ code: 'RC_AXON_BODY_TOO_LARGE' }),
      });
      await axon.close(0);
      expect(await python.call({ ...call, values })).toMatchObject({
        status: 503,
        message: 'The miner does not answer at the moment.',
      });
      expect(events).toEqual([]);
    });
  });

  describe('and the PROXY protocol, version 2', () => {
    it.each([
      ['IPv4', 0x11, [203, 0, 113, 9], '203.0.113.9'],
      ['IPv6', 0x21, [0x20, 1, 0xd, 0xb8, ...Array<number>(11).fill(0), 7], '2001:db8:0:0:0:0:0:7'],
    ] as const)(
      'is answered with the address that an %s header names',
      async (_name, family, source, address) => {
        const running = await startAxon({ config: axonConfig['roadcrew-axon-stream.conf'] });
        cleanups.push(() => running.axon.close(0));
        const axon = await behindRelay(running, preambleV2(family, source));
        await python.open({ dendrite: 'v2', uri: '//Alice' });
        expect(await python.call({ dendrite: 'v2', axon, values })).toMatchObject(success);
        expect(running.calls.map((call) => call.address)).toEqual([address]);
      },
    );

    it('is cut off where the header is missing', async () => {
      const running = await startAxon({ config: axonConfig['roadcrew-axon-stream.conf'] });
      cleanups.push(() => running.axon.close(0));
      await python.open({ dendrite: 'direct', uri: '//Alice' });
      const reply = await python.call({ dendrite: 'direct', axon: running.address, values });
      expect(reply.status).toBe(503);
      expect(running.events).toEqual([]);
    });
  });
});
