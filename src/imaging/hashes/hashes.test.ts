import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawTestImage } from '../../../tests/support/drawTestImage.ts';
import { encodeJpeg } from '../augmentation/encodeJpeg.ts';
import { decodeImage } from '../decodeImage.ts';
import type { RgbImage } from '../RgbImage.ts';
import { resize } from '../resize.ts';
import { contentHash } from './contentHash.ts';
import { hammingDistance } from './hammingDistance.ts';
import { perceptualHash } from './perceptualHash.ts';

const scenes = Array.from({ length: 60 }, (_, index) => drawTestImage(160, 90, `scene ${index}`));
const brighter = ({ width, height, data }: RgbImage): RgbImage => ({
  width,
  height,
  data: data.map((value) => Math.round(20 + value * 0.85)),
});

describe('perceptualHash', () => {
  it('survives compression, another size and other light', async () => {
    for (const scene of scenes.slice(0, 20)) {
      const hash = perceptualHash(scene);
      const copies = [
        await decodeImage(await encodeJpeg(scene, 75)),
        resize(scene, 80, 45, 'bilinear'),
        resize(scene, 320, 180, 'bicubic'),
        brighter(scene),
      ];
      for (const copy of copies) expect(hammingDistance(hash, perceptualHash(copy))).toBeLessThanOrEqual(6);
    }
  });

  it('looks at a large image as at a small one', () => {
    for (const scene of scenes.slice(0, 5)) {
      const large = resize(scene, 1_920, 1_080, 'bicubic');
      expect(hammingDistance(perceptualHash(scene), perceptualHash(large))).toBeLessThanOrEqual(4);
    }
  });

  it('keeps different scenes apart', () => {
    const hashes = scenes.map(perceptualHash);
    const distances = hashes.flatMap((first, index) =>
      hashes.slice(index + 1).map((second) => hammingDistance(first, second)),
    );
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(10);
    expect(distances.reduce((sum, distance) => sum + distance, 0) / distances.length).toBeGreaterThan(25);
  });

  it('is 0 where there is nothing to see', () => {
    const flat = (level: number) => ({ width: 9, height: 5, data: new Uint8Array(9 * 5 * 3).fill(level) });
    expect(perceptualHash(flat(0))).toBe('0000000000000000');
    expect(perceptualHash(flat(137))).toBe('0000000000000000');
  });

  it('stays what it is, because records keep it', () => {
    expect(perceptualHash(drawTestImage(64, 48, 'pinned'))).toMatchInlineSnapshot(`"0205cbde32973f2d"`);
  });

  it('refuses data that do not fit the size', () => {
    expect(() => perceptualHash({ width: 2, height: 2, data: new Uint8Array(3) })).toThrow(
      'cannot be processed',
    );
  });
});

describe('hammingDistance', () => {
  const hash = fc
    .bigInt({ min: 0n, max: 2n ** 64n - 1n })
    .map((value) => value.toString(16).padStart(16, '0'));

  it('counts differing bits', () => {
    expect(hammingDistance('0000000000000000', 'ffffffffffffffff')).toBe(64);
    expect(hammingDistance('8000000000000001', '0000000000000000')).toBe(2);
  });

  it('is a metric', () => {
    fc.assert(
      fc.property(hash, hash, hash, (a, b, c) => {
        expect(hammingDistance(a, a)).toBe(0);
        expect(hammingDistance(a, b)).toBe(hammingDistance(b, a));
        expect(hammingDistance(a, c)).toBeLessThanOrEqual(hammingDistance(a, b) + hammingDistance(b, c));
      }),
    );
  });

  it.each(['', '0', 'g000000000000000', '0000000000000000 '])('refuses "%s"', (text) => {
    expect(() => hammingDistance(text, '0000000000000000')).toThrow(TypeError);
  });
});

it('contentHash is SHA-256', () => {
  expect(contentHash(new TextEncoder().encode('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
