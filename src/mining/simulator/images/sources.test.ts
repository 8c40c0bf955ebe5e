import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { encodeJpeg } from '../../../imaging/augmentation/encodeJpeg.ts';
import { readImageHeader } from '../../../imaging/readImageHeader.ts';
import type { ManifestEntry } from '../../../records/manifests/readManifest.ts';
import type { ChallengeSource } from '../ChallengeSource.ts';
import type { ImageStudio } from './createImageStudio.ts';
import type { ImageOrder } from './ImageOrder.ts';
import { openManifestSource } from './openManifestSource.ts';
import { openMixedSource } from './openMixedSource.ts';
import { openRenderedSource } from './openRenderedSource.ts';

/** A studio that only remembers what it was told to make. */
function recordingStudio(problem?: (order: ImageOrder) => boolean) {
  const orders: ImageOrder[] = [];
  const studio: ImageStudio = {
    threads: 1,
    async make(order) {
      orders.push(order);
      return problem?.(order) ? { problem: 'no image' } : { jpeg: new Uint8Array(3) };
    },
    close: () => Promise.reject(new Error('closed by one who does not own it')),
  };
  return { studio, orders };
}

const entry = (file: string, label: 0 | 1): ManifestEntry => ({
  ...{ file, path: `/photos/${file}`, label, group: null, line: 1 },
});
const entries = [
  ...['a', 'b', 'c', 'd'].map((file) => entry(file, 0)),
  ...['e', 'f'].map((file) => entry(file, 1)),
];
const namesOf = async (source: ChallengeSource, label: 0 | 1, count: number) => {
  const names: (string | null)[] = [];
  for (let index = 0; index < count; index += 1) names.push((await source.next(label))?.name ?? null);
  return names;
};

describe('openRenderedSource', () => {
  it('draws other scenes each time, the same for the same seed, and never those of training', async () => {
    const run = async (seed: string) => {
      const { studio, orders } = recordingStudio();
      const source = openRenderedSource({ seed, profile: 'april-2026', studio });
      expect(await source.next(1)).toMatchObject({ label: 1, source: 'rendered' });
      expect(await source.next(0)).toMatchObject({ label: 0 });
      expect(await source.next(null)).toBeNull();
      await source.close();
      return orders;
    };
    const orders = await run('train-scenes');
    expect(await run('train-scenes')).toEqual(orders);
    expect(await run('other')).not.toEqual(orders);
    expect(orders).toMatchObject([
      { kind: 'scene', label: 1, profile: 'april-2026', frame: { width: 640, height: 360 } },
      { kind: 'scene', label: 0 },
    ]);
    const seeds = orders.map((order) => (order.kind === 'scene' ? order.scene : ''));
    expect(new Set(seeds).size).toBe(2);
    expect(seeds.some((seed) => seed.startsWith('train-'))).toBe(false);
  });
});

describe('openManifestSource', () => {
  it('gives each photograph of a label once, in an order of the seed', async () => {
    const run = async (seed: string) => {
      const { studio } = recordingStudio();
      const source = openManifestSource({ entries, seed, profile: 'may-2026', studio });
      const names = [await namesOf(source, 0, 5), await namesOf(source, 1, 3)];
      await source.close();
      return names;
    };
    const [negatives = [], positives = []] = await run('1');
    expect([...negatives].sort()).toEqual(['a', 'b', 'c', 'd', null]);
    expect([...positives].sort()).toEqual(['e', 'f', null]);
    expect(await run('1')).toEqual([negatives, positives]);
    const orders = await Promise.all(['2', '3', '4'].map(async (seed) => (await run(seed))[0]?.join()));
    expect(new Set([negatives.join(), ...orders]).size).toBeGreaterThan(1);
  });

  it('begins again where it shall, and draws the preparation anew', async () => {
    const { studio, orders } = recordingStudio();
    const source = openManifestSource({ entries, seed: '1', profile: 'january-2026', again: true, studio });
    const names = await namesOf(source, 1, 4);
    expect([...names].sort()).toEqual(['e', 'e', 'f', 'f']);
    expect(new Set(orders.map(({ seed }) => seed)).size).toBe(4);
    expect(
      await namesOf(
        openManifestSource({ entries: [], seed: '1', profile: 'may-2026', again: true, studio }),
        0,
        1,
      ),
    ).toEqual([null]);
  });

  it('tells of files without an image and skips their round', async () => {
    const skipped: string[] = [];
    const { studio } = recordingStudio((order) => order.kind === 'photo' && order.path.endsWith('/e'));
    const onSkip = (file: string, problem: string) => skipped.push(`${file}: ${problem}`);
    const source = openManifestSource({ entries, seed: '1', profile: 'may-2026', studio, onSkip });
    expect([...(await namesOf(source, 1, 3))].sort()).toEqual(['f', null, null]);
    expect(skipped).toEqual(['e: no image']);
  });

  it('sends photographs of May in full, as JPEG, whatever they were, and knows broken files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'roadcrew-photos-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const data = Uint8Array.from({ length: 96 * 40 * 3 }, (_, index) => index % 251);
    await writeFile(join(folder, 'good.jpg'), await encodeJpeg({ width: 96, height: 40, data }, 95));
    await writeFile(join(folder, 'broken.jpg'), 'no image');
    const problems: string[] = [];
    const source = openManifestSource({
      entries: [
        { ...entry('good.jpg', 1), path: join(folder, 'good.jpg') },
        { ...entry('broken.jpg', 0), path: join(folder, 'broken.jpg') },
      ],
      ...{ seed: '1', profile: 'may-2026', onSkip: (file, problem) => problems.push(`${file}: ${problem}`) },
    });
    onTestFinished(() => source.close());
    const image = await source.next(1);
    expect(readImageHeader(image?.jpeg ?? new Uint8Array())).toMatchObject({
      ...{ format: 'jpeg', width: 96, height: 40 },
    });
    expect(await source.next(0)).toBeNull();
    expect(problems).toEqual([expect.stringMatching(/^broken\.jpg: .+/)]);
  });
});

describe('openMixedSource', () => {
  it.each([
    ['january-2026', 0.5],
    ['may-2026', 2 / 3],
  ] as const)('mixes photographs in as validators of %s did', async (profile, share) => {
    let closed = 0;
    const of = (kind: 'real' | 'rendered'): ChallengeSource => ({
      next: async (label) => ({ jpeg: new Uint8Array(), label, source: kind, name: kind }),
      async close() {
        closed += 1;
      },
    });
    const source = openMixedSource({ real: of('real'), rendered: of('rendered'), profile, seed: '1' });
    const names = await namesOf(source, 1, 2_000);
    const real = names.filter((name) => name === 'real').length;
    // Standard deviation below 23: six of them.
    expect(Math.abs(real - share * 2_000)).toBeLessThan(135);
    await source.close();
    expect(closed).toBe(2);
  });
});
