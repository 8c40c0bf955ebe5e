import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawTestImage } from '../../../tests/support/drawTestImage.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { encodeJpeg } from '../augmentation/encodeJpeg.ts';
import { decodeImage } from '../decodeImage.ts';
import type { RgbImage } from '../RgbImage.ts';
import { resize } from '../resize.ts';
import { blockiness } from './blockiness.ts';
import { cannyEdges } from './cannyEdges.ts';
import { estimateJpegQuality } from './estimateJpegQuality.ts';
import { laplacianVariance } from './laplacianVariance.ts';
import { measureQuality } from './measureQuality.ts';
import { noiseDeviation } from './noiseDeviation.ts';
import { readQuantisationTables } from './readQuantisationTables.ts';
import { scoreQuality } from './scoreQuality.ts';
import { toLuma } from './toLuma.ts';

// The values themselves are held against NumPy and Pillow in tests/interop/augmentationQuality.test.ts.
const scene = drawTestImage(320, 240, 'quality');
const flat = (level: number): RgbImage => ({
  width: 64,
  height: 48,
  data: new Uint8Array(64 * 48 * 3).fill(level),
});

describe('measureQuality', () => {
  it('sees blur, whatever the size of the file', () => {
    const sharp = measureQuality(scene).laplacianVariance;
    const blurred = resize(resize(scene, 40, 30, 'bilinear'), 320, 240, 'bilinear');
    expect(measureQuality(blurred).laplacianVariance).toBeLessThan(sharp / 5);
    const enlarged = measureQuality(resize(scene, 640, 480, 'bicubic')).laplacianVariance;
    expect(enlarged / sharp).toBeGreaterThan(0.5);
    expect(enlarged / sharp).toBeLessThan(1.5);
  });

  it('measures light and its limits', () => {
    expect(measureQuality(flat(0))).toMatchObject({
      brightness: 0,
      blackShare: 1,
      whiteShare: 0,
      edgeDensity: 0,
    });
    expect(measureQuality(flat(255))).toMatchObject({
      brightness: 1,
      blackShare: 0,
      whiteShare: 1,
      noise: 0,
    });
    expect(measureQuality(flat(51)).brightness).toBeCloseTo(0.2, 9);
  });

  it('knows the quality of a JPEG from its file alone', async () => {
    for (const quality of [1, 10, 50, 75, 95, 100]) {
      const bytes = await encodeJpeg(flat(90), quality);
      expect(measureQuality(flat(90), bytes).jpegQuality).toBe(quality);
    }
    expect(measureQuality(flat(90)).jpegQuality).toBeNull();
    expect(measureQuality(flat(90), Uint8Array.of(0x89, 0x50, 0x4e, 0x47)).jpegQuality).toBeNull();
  });

  it('takes images of any shape', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 9],
      [2, 2],
      [300, 1],
    ] as const) {
      const signals = measureQuality({ width, height, data: new Uint8Array(width * height * 3).fill(7) });
      for (const value of Object.values(signals)) if (value !== null) expect(value).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('signals', () => {
  it('noise is found at its strength, on a slope too', () => {
    const random = createRandom('noise');
    // Sum of twelve uniform numbers: normal enough, variance 1.
    const normal = () => Array.from({ length: 12 }, () => random.float()).reduce((a, b) => a + b) - 6;
    for (const sigma of [3, 10]) {
      const luma = Uint8Array.from({ length: 200 * 200 }, (_, i) => 60 + (i % 200) / 2 + sigma * normal());
      expect(Math.abs(noiseDeviation(luma, 200, 200) - sigma)).toBeLessThan(sigma * 0.05 + 0.1);
    }
  });

  it('blocks are found where a JPEG left them', async () => {
    const own = toLuma(scene);
    const hard = toLuma(await decodeImage(await encodeJpeg(scene, 8)));
    expect(Math.abs(blockiness(own, 320, 240) - 1)).toBeLessThan(0.15);
    expect(blockiness(hard, 320, 240)).toBeGreaterThan(1.5);
  });

  it('the Laplacian of a chessboard is as large as it can be', () => {
    const board = Uint8Array.from({ length: 64 }, (_, i) => ((i + Math.floor(i / 8)) % 2) * 255);
    expect(laplacianVariance(board, 8, 8)).toBe(1020 ** 2);
  });

  it('Canny thins an edge to one pixel and keeps weak ends of strong edges only', () => {
    const step = (height: (y: number) => number) =>
      Uint8Array.from({ length: 40 * 20 }, (_, i) => (i % 40 < 20 ? 0 : height(Math.floor(i / 40))));
    const count = (luma: Uint8Array) =>
      cannyEdges(luma, 40, 20, 50, 150).reduce((sum, edge) => sum + edge, 0);
    // A step of h has a gradient of 4 h: 200 is strong, 25 (100) is weak, 10 (40) is none.
    expect(count(step(() => 200))).toBe(20);
    expect(count(step(() => 25))).toBe(0);
    expect(count(step((y) => (y < 2 ? 60 : 25)))).toBeGreaterThanOrEqual(19);
    expect(count(step(() => 10))).toBe(0);
  });
});

describe('readQuantisationTables', () => {
  it('reads both tables', async () => {
    const tables = readQuantisationTables(await encodeJpeg(flat(1), 50));
    expect([...(tables?.keys() ?? [])]).toEqual([0, 1]);
    expect(tables?.get(0)?.slice(0, 4)).toEqual([16, 11, 12, 14]);
  });

  it('never throws, whatever a stranger sends', async () => {
    const jpeg = await encodeJpeg(drawTestImage(16, 16, 1));
    const start = jpeg.subarray(0, 400);
    const flip = fc.tuple(fc.nat({ max: start.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(flip, { maxLength: 4 }), fc.nat({ max: start.length }), (flips, length) => {
        const damaged = start.slice(0, length);
        for (const [at, value] of flips) if (at < length) damaged[at] = value;
        const quality = estimateJpegQuality(damaged);
        return quality === null || (quality >= 1 && quality <= 100);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        estimateJpegQuality(Uint8Array.of(0xff, 0xd8, ...tail));
      }),
    );
  });
});

describe('scoreQuality', () => {
  it('accepts a good image and says nothing against it', () => {
    expect(scoreQuality(measureQuality(scene))).toEqual({ score: 1, band: 'accept', reasons: [] });
  });

  it('names what is wrong, worst first', async () => {
    expect(scoreQuality(measureQuality(flat(0)))).toMatchObject({ score: 0, band: 'reject' });
    expect(scoreQuality(measureQuality(flat(0))).reasons).toEqual(
      expect.arrayContaining(['blurred', 'featureless', 'dark', 'clipped']),
    );
    const thumbnail = resize(scene, 64, 48, 'bilinear');
    expect(scoreQuality(measureQuality(thumbnail)).reasons.slice(0, 2)).toEqual(['blurred', 'small']);
    const bytes = await encodeJpeg(scene, 20);
    const compressed = scoreQuality(measureQuality(scene, bytes));
    expect(compressed).toMatchObject({ band: 'review', reasons: ['compressed'] });
    expect(compressed.score).toBeCloseTo(15 / 35, 9);
  });
});
