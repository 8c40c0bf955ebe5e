import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../src/records/configSchema.ts';
import { createFolderStore } from '../../src/records/images/createFolderStore.ts';
import { createS3Store } from '../../src/records/images/createS3Store.ts';
import { openImageStore } from '../../src/records/images/openImageStore.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { createFakeS3 } from './fakeS3.ts';
import { describeImageStore } from './imageStoreConformance.ts';

const secretAccessKey = 'PLANTED-s3cret-key';
const settings = {
  ...{ bucket: 'bucket', prefix: 'some/where', endpoint: 'http://s3.example:9000', region: 'eu-west-1' },
  ...{ accessKeyId: 'AKIAEXAMPLE', secretAccessKey, timeoutMs: 1_000, retries: 2 },
};
const hash = 'cd'.repeat(32);

describeImageStore('a folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadcrew-images-'));
  return {
    store: createFolderStore(join(folder, 'images'), () => Date.now()),
    async plant() {
      mkdirSync(join(folder, 'images/zz'), { recursive: true });
      writeFileSync(join(folder, 'images/zz/notes.jpg'), 'x');
      writeFileSync(join(folder, `images/zz/${'ab'.repeat(31)}.jpg.1-1.partial`), 'x');
    },
    close: async () => rmSync(folder, { recursive: true }),
  };
});

describeImageStore('S3 in memory', async () => {
  const { fetch, objects } = createFakeS3();
  return {
    store: createS3Store(settings, { fetch, clock: systemClock, random: createRandom(1) }),
    async plant() {
      objects.set('some/where/notes.txt', new Uint8Array(1));
      objects.set(`elsewhere/ab/${'ab'.repeat(31)}.jpg`, new Uint8Array(1));
      objects.set(`some/where/deeper/ab/${'ab'.repeat(31)}.jpg`, new Uint8Array(1));
    },
    close: async () => undefined,
  };
});

describe('a folder of images', () => {
  it('is for its owner alone, leaves no halves, and begins an image anew when it comes again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roadcrew-images-'));
    try {
      let now = Date.UTC(2026, 0, 1);
      const store = createFolderStore(folder, () => now);
      await store.put(hash, Buffer.from('image'));
      expect(statSync(store.locate(hash)).mode & 0o777).toBe(0o600);
      expect(readdirSync(join(folder, 'cd'))).toEqual([`${'cd'.repeat(31)}.jpg`]);
      now += 86_400_000;
      await store.put(hash, Buffer.from('image'));
      for await (const image of store.list()) expect(image.keptAt).toBe(now);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says that it cannot be written', async () => {
    const store = createFolderStore('/dev/null/images', () => 0);
    await expect(store.put(hash, Buffer.from('x'))).rejects.toMatchObject({
      code: 'RC_RECORDS_STORE_FAILED',
    });
  });
});

describe('an S3 store', () => {
  const tryWith = (fetch: typeof globalThis.fetch, changes: Partial<typeof settings> = {}) => {
    const slept: number[] = [];
    const clock = {
      now: () => 1_777_777_777_777,
      sleep: async (ms: number) => {
        slept.push(ms);
      },
    };
    const store = createS3Store({ ...settings, ...changes }, { fetch, clock, random: createRandom(1) });
    return { store, slept };
  };

  it('tries again what may pass, and gives up with a reason that has no secret', async () => {
    const statuses = [503, 429, 200];
    const seen: string[] = [];
    const { store, slept } = tryWith(async (url) => {
      seen.push(String(url));
      return new Response('<Error><Code>SlowDown</Code></Error>', { status: statuses.shift() ?? 500 });
    });
    await store.put(hash, Buffer.from('x'));
    expect(slept).toHaveLength(2);
    expect(slept[1]).toBeGreaterThan(slept[0] ?? 0);
    expect(seen).toEqual(Array(3).fill(`http://s3.example:9000/bucket/some/where/cd/${'cd'.repeat(31)}.jpg`));

    const error = await store.put(hash, Buffer.from('x')).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'RC_RECORDS_STORE_FAILED',
      details: { reason: 'HTTP 500 SlowDown', store: 's3://bucket/some/where' },
    });
    expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain(secretAccessKey);
    expect(seen).toHaveLength(6);
  });

  it('does not try again what will not pass', async () => {
    let calls = 0;
    const { store } = tryWith(async () => {
      calls += 1;
      return new Response('<Error><Code>AccessDenied</Code></Error>', { status: 403 });
    });
    await expect(store.has(hash)).rejects.toMatchObject({ details: { reason: 'HTTP 403 AccessDenied' } });
    expect(calls).toBe(1);
  });

  it('says what the network said', async () => {
    const { store } = tryWith(
      async () => {
        throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 10.0.0.1:9000') });
      },
      { retries: 0 },
    );
    await expect(store.get(hash)).rejects.toMatchObject({
      details: { reason: 'connect ECONNREFUSED 10.0.0.1:9000' },
    });
  });

  it('refuses a listing that is none', async () => {
    const { store } = tryWith(async () => new Response('<html>welcome</html>'));
    await expect(store.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      details: { reason: 'the answer is no listing of S3' },
    });
  });

  it('addresses AWS by host, others by path', async () => {
    const urls: string[] = [];
    const answer = async (url: unknown) => {
      urls.push(String(url));
      return new Response(null, { status: 404 });
    };
    for (const changes of [{ endpoint: undefined }, {}, { pathStyle: false }]) {
      await tryWith(answer, { prefix: '', ...changes } as Partial<typeof settings>).store.has(hash);
    }
    const key = `cd/${'cd'.repeat(31)}.jpg`;
    expect(urls).toEqual([
      `https://bucket.s3.eu-west-1.amazonaws.com/${key}`,
      `http://s3.example:9000/bucket/${key}`,
      `http://bucket.s3.example:9000/${key}`,
    ]);
  });
});

describe('the setting of the store', () => {
  const open = (images: Record<string, unknown>) =>
    openImageStore(configSchema.parse({ images }).images, '/start', {
      ...{ fetch: globalThis.fetch, clock: systemClock, random: createRandom(1) },
    });
  const s3 = { accessKeyId: 'a', secretAccessKey };

  it('names a folder or a bucket', () => {
    expect(open({}).name).toBe('/start/records/images');
    expect(open({ store: '/elsewhere' }).name).toBe('/elsewhere');
    expect(open({ store: 's3://my-bucket/a/b/', s3 }).name).toBe('s3://my-bucket/a/b');
    expect(open({ store: 's3://my-bucket', s3 }).locate(hash)).toBe(
      `s3://my-bucket/cd/${'cd'.repeat(31)}.jpg`,
    );
  });

  it.each([
    { store: 's3://my-bucket' },
    { store: 's3://my-bucket/../x', s3 },
    { store: `s3://key:${secretAccessKey}@bucket`, s3 },
    { store: 'gs://bucket', s3 },
  ])('or is refused, without showing it: %j', (images) => {
    try {
      open(images);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'RC_RECORDS_STORE_INVALID' });
      expect(JSON.stringify(error)).not.toContain(secretAccessKey);
    }
  });
});
