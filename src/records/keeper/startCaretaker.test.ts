import { expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import type { RecordDatabase } from '../database/RecordDatabase.ts';
import type { ImageStore, StoredImage } from '../images/ImageStore.ts';
import type { KeeperReport } from './messages.ts';
import { startCaretaker } from './startCaretaker.ts';

const day = 86_400_000;

function createWorld() {
  const clock = createManualClock();
  const reports: KeeperReport[] = [];
  const refusals: (string | null)[] = [];
  const world = {
    ...{ clock, reports, refusals, touched: 0, looked: 0, put: 0, freeBytes: 9e9, old: 450 },
    images: [] as StoredImage[],
    database: true,
  };
  const database = {
    async deleteBefore(at: number, limit: number) {
      // The pauses between its steps pass while it works.
      expect(clock.now() - 90 * day - at).toBeLessThan(1_000);
      const count = Math.min(limit, world.old);
      world.old -= count;
      return count;
    },
    shrink: async () => undefined,
  } as unknown as RecordDatabase;
  const end = startCaretaker({
    keeper: {
      get database() {
        return world.database ? database : null;
      },
      lookForSegments() {
        world.looked += 1;
      },
    },
    store: {
      async *list() {
        yield* world.images;
      },
      async remove(hash: string) {
        world.images = world.images.filter((image) => image.hash !== hash);
      },
    } as unknown as ImageStore,
    images: {
      refuse: (reason) => refusals.push(reason),
      take() {
        const { put } = world;
        world.put = 0;
        return put;
      },
    },
    policy: { keepMs: 90 * day, images: { keepMs: 30 * day, maxBytes: 1_000 } },
    ...{ clock, report: (message) => reports.push(message) },
    async touch() {
      world.touched += 1;
    },
    freeSpace: async () => ({ freeBytes: world.freeBytes, totalBytes: 1e11 }),
  });
  return { world, end };
}

const image = (hash: string, bytes: number, keptAt: number): StoredImage => ({ hash, bytes, keptAt });
const pass = async (clock: ReturnType<typeof createManualClock>, ms: number) => {
  for (let left = ms; left > 0; left -= 15_000) await clock.advance(Math.min(left, 15_000));
};

it('prunes a minute after the start, then daily, and not while there is no database', async () => {
  const { world, end } = createWorld();
  const { clock, reports } = world;
  world.database = false;
  world.images = [image('old', 10, clock.now() - 31 * day), image('new', 10, clock.now())];
  await pass(clock, 120_000);
  expect(reports).toEqual([]);
  world.database = true;
  await pass(clock, 60_000);
  expect(reports).toEqual([{ kind: 'pruned', records: 450, images: 1, imageBytes: 10 }]);
  expect(world.images.map(({ hash }) => hash)).toEqual(['new']);
  world.old = 3;
  await pass(clock, day - 120_000);
  expect(reports).toHaveLength(1);
  await pass(clock, 180_000);
  expect(reports.slice(1)).toEqual([{ kind: 'pruned', records: 3, images: 0, imageBytes: 0 }]);
  expect(world.touched).toBeGreaterThan(5_000);
  expect(world.looked).toBe(world.touched);
  await end();
});

it('prunes when images outgrow their limit', async () => {
  const { world, end } = createWorld();
  const { clock, reports } = world;
  world.old = 0;
  await pass(clock, 90_000);
  world.images = [image('first', 600, clock.now() - 2), image('second', 600, clock.now() - 1)];
  world.put = 1_200;
  await pass(clock, 30_000);
  expect(reports).toEqual([{ kind: 'pruned', records: 0, images: 1, imageBytes: 600 }]);
  expect(world.images.map(({ hash }) => hash)).toEqual(['second']);
  await end();
});

it('keeps no images while the disk is nearly full', async () => {
  const { world, end } = createWorld();
  const { clock, reports, refusals } = world;
  await pass(clock, 15_000);
  world.freeBytes = 100;
  await pass(clock, 30_000);
  world.freeBytes = 9e9;
  await pass(clock, 30_000);
  expect(refusals).toEqual([expect.any(String), null]);
  expect(reports.filter(({ kind }) => kind === 'disk')).toEqual([
    { kind: 'disk', low: true, freeBytes: 100 },
    { kind: 'disk', low: false, freeBytes: 9e9 },
  ]);
  await end();
});
