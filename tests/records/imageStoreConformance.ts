import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageStore, StoredImage } from '../../src/records/images/ImageStore.ts';

const hashOf = (image: Uint8Array): string => createHash('sha256').update(image).digest('hex');

export interface StoreUnderTest {
  readonly store: ImageStore;
  /** Puts something else into the same place. */
  plant(): Promise<void>;
  close(): Promise<void>;
}

/** What every image store must do. @param open gives an empty one */
export function describeImageStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} as an image store`, () => {
    let tested: StoreUnderTest;
    let store: ImageStore;
    const listed = async (): Promise<StoredImage[]> => {
      const images: StoredImage[] = [];
      for await (const image of store.list()) images.push(image);
      return images.sort((a, b) => (a.hash < b.hash ? -1 : 1));
    };
    beforeAll(async () => {
      tested = await open();
      ({ store } = tested);
    });
    afterAll(() => tested?.close());

    it('is empty at first', async () => {
      expect(await listed()).toEqual([]);
      const hash = hashOf(Buffer.from('never'));
      expect(await store.has(hash)).toBe(false);
      expect(await store.get(hash)).toBeNull();
      await store.remove(hash);
    });

    it('gives back every byte, and says where it is', async () => {
      const image = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) & 0xff));
      const hash = hashOf(image);
      await store.put(hash, image);
      await store.put(hash, image);
      expect(await store.has(hash)).toBe(true);
      expect(Buffer.from((await store.get(hash)) ?? []).equals(image)).toBe(true);
      expect(store.locate(hash)).toMatch(new RegExp(`${hash.slice(0, 2)}/${hash.slice(2)}\\.jpg$`));
      const [only, ...more] = await listed();
      expect(more).toEqual([]);
      expect(only).toMatchObject({ hash, bytes: 70_000 });
      expect(only?.keptAt).toBeGreaterThan(1_600_000_000_000);
      await store.remove(hash);
      expect(await store.has(hash)).toBe(false);
      expect(await listed()).toEqual([]);
    });

    it('takes many at once and lists no more than its own', async () => {
      await tested.plant();
      const images = Array.from({ length: 30 }, (_, index) => Buffer.from(`image ${index}`));
      await Promise.all(images.map((image) => store.put(hashOf(image), image)));
      expect((await listed()).map(({ hash }) => hash)).toEqual(images.map(hashOf).sort());
      await Promise.all(images.map((image) => store.remove(hashOf(image))));
      expect(await listed()).toEqual([]);
    });
  });
}
