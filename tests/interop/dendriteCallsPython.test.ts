import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDendrite, type Dendrite } from '../../src/bittensor/dendrite/createDendrite.ts';
import type { AxonAddress } from '../../src/bittensor/dendrite/signRequest.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { sdkReleases } from './sdkReleases.ts';
import { sendBytes } from './sendBytes.ts';
import { type PythonAxon, startPythonAxon } from './startPythonAxon.ts';
import { startRelay } from './startRelay.ts';

describe.each(sdkReleases)('our dendrite calls an axon of SDK $name', (release) => {
  let python: PythonAxon;
  const dendrites: Dendrite[] = [];

  const open = (uri = '//Alice', version = release.version): Dendrite => {
    const dendrite = createDendrite({ keypair: keypairFromUri(uri), version });
    dendrites.push(dendrite);
    return dendrite;
  };
  /** The image tells the Python miner what to do. */
  const call = (dendrite: Dendrite, image: string, timeout = 9, axon: AxonAddress = python.address) =>
    dendrite.call(axon, {
      synapse: imageSynapse,
      values: { testnet_label: -1n, image, prediction: -1 },
      timeout,
    });

  beforeAll(async () => {
    python = await startPythonAxon(release);
  });
  afterEach(() => {
    for (const dendrite of dendrites.splice(0)) dendrite.close();
  });
  afterAll(() => python.stop());

  it.each(sdkReleases)('speaking like $name', async ({ version }) => {
    const reply = await call(open('//Alice', version), 'aGVsbG8=');
    expect(python.version).toBe(release.version);
    expect(reply).toMatchObject({
      isSuccess: true,
      // The official axon sends the image back.
      values: { testnet_label: -1n, image: 'aGVsbG8=', prediction: 0.875 },
      dendrite: { statusCode: 200n, statusMessage: 'Success', version: BigInt(version) },
      axon: { statusCode: 200n, statusMessage: 'Success', hotkey: python.address.hotkey },
    });
    expect(reply.axon.processTime).toBeGreaterThan(0);
    expect(reply.dendrite.processTime).toBeGreaterThan(reply.axon.processTime ?? 9);
  });

  it('with an image of 1.5 MB', async () => {
    const image = Buffer.alloc(1_500_000, 'roadcrew').toString('base64');
    expect(await call(open(), image)).toMatchObject({
      isSuccess: true,
      values: { image, prediction: 0.875 },
    });
  });

  it('that answers slowly', async () => {
    const reply = await call(open(), 'sleep:3');
    expect(reply).toMatchObject({ isSuccess: true, values: { prediction: 0.875 } });
    expect(reply.axon.processTime).toBeGreaterThan(2.9);
  });

  it('that answers too slowly', async () => {
    const startMs = performance.now();
    expect(await call(open(), 'sleep:4', 0.5)).toMatchObject({
      isSuccess: false,
      values: { prediction: -1 },
      dendrite: { statusCode: 408n, statusMessage: 'Request timeout after 0.5 seconds' },
    });
    expect(performance.now() - startMs).toBeLessThan(1_500);
  });

  it('whose hotkey is another than the one signed for', async () => {
    const axon = { ...python.address, hotkey: keypairFromUri('//Charlie').address };
    const reply = await call(open(), 'x', 9, axon);
    expect(reply).toMatchObject({
      isSuccess: false,
      dendrite: { statusCode: 401n },
      values: { prediction: -1 },
    });
    expect(reply.dendrite.statusMessage).toMatch(/^Not Verified with error: Signature mismatch with /);
  });

  it('that has blocked the hotkey', async () => {
    expect(await call(open('//Blocked'), 'x')).toMatchObject({
      isSuccess: false,
      dendrite: {
        statusCode: 403n,
        statusMessage: 'Forbidden. Key is blacklisted: This hotkey is blocked..',
      },
    });
  });

  it('whose miner fails', async () => {
    const reply = await call(open(), 'raise:');
    expect(reply).toMatchObject({ isSuccess: false, dendrite: { statusCode: 500n } });
    expect(reply.dendrite.statusMessage).toMatch(/^Internal Server Error #/);
  });

  it('that is gone', async () => {
    const relay = await startRelay(python.address.port);
    await relay.close();
    expect(await call(open(), 'x', 9, { ...python.address, port: relay.port })).toMatchObject({
      isSuccess: false,
      dendrite: {
        statusCode: 503n,
        statusMessage: `Service unavailable at 127.0.0.1:${relay.port}/ImageSynapse`,
      },
    });
  });

  it('over one connection, and after uvicorn closed it idle for 5 s over another', async () => {
    const relay = await startRelay(python.address.port);
    const axon = { ...python.address, port: relay.port };
    const dendrite = open();
    expect(await call(dendrite, 'x', 9, axon)).toMatchObject({ isSuccess: true });
    expect(await call(dendrite, 'x', 9, axon)).toMatchObject({ isSuccess: true });
    expect(relay.sent()).toHaveLength(1);
    await sleep(6_500);
    expect(await call(dendrite, 'x', 9, axon)).toMatchObject({ isSuccess: true });
    expect(relay.sent()).toHaveLength(2);
    await relay.close();
  });

  it('as ten validators at once, in five rounds', async () => {
    const validators = Array.from({ length: 10 }, (_, index) => open(`//validator ${index}`));
    for (let round = 0; round < 5; round += 1) {
      const replies = await Promise.all(validators.map((dendrite) => call(dendrite, 'sleep:0.1')));
      expect(replies).toMatchObject(
        validators.map(() => ({ isSuccess: true, values: { prediction: 0.875 } })),
      );
    }
  });

  it('which refuses the same bytes a second time', async () => {
    const relay = await startRelay(python.address.port);
    await call(open(), 'x', 9, { ...python.address, port: relay.port });
    const [captured] = relay.sent();
    if (captured === undefined) throw new Error('The relay saw no connection.');
    expect(await sendBytes(python.address.port, captured)).toEqual({
      status: 401,
      body: { message: 'Not Verified with error: Nonce is too old, a newer one was last processed' },
    });
    await relay.close();
  });
});
