import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../src/records/configSchema.ts';
import { createRecorder } from '../../src/records/createRecorder.ts';
import { openImageStore } from '../../src/records/images/openImageStore.ts';
import { openRecordsReader } from '../../src/records/reader/openRecordsReader.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { silentLogger } from '../../src/support/logging/Logger.ts';
import { systemRandom } from '../../src/support/random/systemRandom.ts';
import { describeImageStore } from '../records/imageStoreConformance.ts';
import { makeRecord } from '../records/makeRecord.ts';
import { type Moto, startMoto } from './startMoto.ts';

const python = process.env.ROADCREW_PYTHON_S3;
if (!python) console.warn('skipped: set ROADCREW_PYTHON_S3 to a Python that has moto[server]');

describe.skipIf(!python)('moto', () => {
  let moto: Moto;
  let client: AwsClient;
  const parts = { fetch: globalThis.fetch, clock: systemClock, random: systemRandom };
  const s3 = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', region: 'us-east-1' };
  const imagesOf = (store: string) =>
    configSchema.parse({ images: { store, s3: { ...s3, endpoint: moto.url } } });

  beforeAll(async () => {
    moto = await startMoto(python ?? '');
    client = new AwsClient({ ...s3, service: 's3', retries: 0 });
    for (const bucket of ['road-images', 'many-images', 'live-images']) {
      expect((await client.fetch(`${moto.url}/${bucket}`, { method: 'PUT' })).status).toBe(200);
    }
  }, 90_000);
  afterAll(() => moto?.stop());

  describeImageStore('a bucket', async () => ({
    store: openImageStore(imagesOf('s3://road-images/miners/one').images, '/', parts),
    async plant() {
      await client.fetch(`${moto.url}/road-images/miners/one/notes.txt`, { method: 'PUT', body: 'x' });
      await client.fetch(`${moto.url}/road-images/miners/one-more/ab/${'ab'.repeat(31)}.jpg`, {
        method: 'PUT',
        body: 'x',
      });
    },
    close: async () => undefined,
  }));

  it('lists more than one page', async () => {
    const store = openImageStore(imagesOf('s3://many-images').images, '/', parts);
    const hashes = Array.from({ length: 1_050 }, (_, index) => index.toString(16).padStart(64, '0'));
    for (let start = 0; start < hashes.length; start += 50) {
      await Promise.all(hashes.slice(start, start + 50).map((hash) => store.put(hash, Buffer.from('x'))));
    }
    const seen: string[] = [];
    for await (const { hash } of store.list()) seen.push(hash);
    expect(seen.sort()).toEqual(hashes);
  }, 120_000);

  it('does not hold up the records of a recorder whose bucket is missing', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'roadcrew-s3-'));
    const config = imagesOf('s3://no-such-bucket');
    const recorder = createRecorder({ config, clock: systemClock, logger: silentLogger, cwd });
    for (let count = 0; count < 5; count += 1) recorder.write(makeRecord(), Buffer.from(`road ${count}`));
    while (recorder.health().written < 5 || recorder.health().imagesLost < 5) await sleep(20);
    expect(recorder.health()).toMatchObject({ state: 'ok', lost: 0 });
    await recorder.close();
    rmSync(cwd, { recursive: true });
  });

  it('says that a bucket does not exist', async () => {
    const store = openImageStore(imagesOf('s3://no-such-bucket').images, '/', parts);
    await expect(store.put('ab'.repeat(32), Buffer.from('x'))).rejects.toMatchObject({
      code: 'RC_RECORDS_STORE_FAILED',
      details: { reason: 'HTTP 404 NoSuchBucket' },
    });
  });

  it('keeps the images of a recorder', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'roadcrew-s3-'));
    try {
      const config = imagesOf('s3://live-images/x');
      const recorder = createRecorder({ config, clock: systemClock, logger: silentLogger, cwd });
      const record = makeRecord({ imageHash: null });
      recorder.write(record, Buffer.from('a road'));
      while (recorder.health().written < 1) await sleep(20);
      await recorder.close();
      expect(recorder.health()).toMatchObject({ written: 1, imagesLost: 0 });
      const reader = await openRecordsReader({ config, cwd, clock: systemClock, random: systemRandom });
      const { image } = await reader.show(record.id);
      await reader.close();
      expect(image).toMatch(/^s3:\/\/live-images\/x\/[0-9a-f]{2}\/[0-9a-f]{62}\.jpg$/);
      const kept = await client.fetch(String(image).replace('s3:/', moto.url));
      expect(await kept.text()).toBe('a road');
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
});
