import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePicture, toSharp } from '../../tests/support/pictures.ts';
import { createRandom } from '../support/random/createRandom.ts';
import { decodeImage } from './decodeImage.ts';
import { findContent } from './findContent.ts';
import type { RgbImage } from './RgbImage.ts';
import { trimBorders } from './trimBorders.ts';

type Colour = (x: number, y: number) => readonly [number, number, number];

const paint = (width: number, height: number, colour: Colour): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.set(colour(x, y), (y * width + x) * 3);
  }
  return { width, height, data };
};
const black = [0, 0, 0] as const;
const pixel = ({ width, data }: RgbImage, x: number, y: number) => {
  const at = (Math.floor(y) * width + Math.floor(x)) * 3;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0] as const;
};
/** As validators send it. */
const overWire = async (image: RgbImage) =>
  decodeImage(await toSharp(image).jpeg({ quality: 75 }).toBuffer());

const content = makePicture(400, 400);
const letterbox = (width: number, height: number, left: number, top: number): RgbImage =>
  paint(224, 224, (x, y) =>
    x >= left && x < left + width && y >= top && y < top + height ? pixel(content, x, y) : black,
  );
/** A picture of `width` × `height` in the middle, turned by `degrees`. */
const turned = (width: number, height: number, degrees: number): RgbImage => {
  const sine = Math.sin((degrees * Math.PI) / 180);
  const cosine = Math.cos((degrees * Math.PI) / 180);
  return paint(224, 224, (x, y) => {
    const u = (x - 111.5) * cosine - (y - 111.5) * sine;
    const v = (x - 111.5) * sine + (y - 111.5) * cosine;
    const isInside = Math.abs(u) < width / 2 && Math.abs(v) < height / 2;
    return isInside ? pixel(content, u + 200, v + 200) : black;
  });
};
const blackShare = ({ data }: RgbImage): number => {
  let count = 0;
  for (let at = 0; at < data.length; at += 3) {
    if ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0) < 60) count += 1;
  }
  return count / (data.length / 3);
};

describe('findContent takes off', () => {
  it.each([
    [224, 126, 0, 49],
    [224, 168, 0, 28],
    [224, 95, 0, 64],
    [126, 224, 49, 0],
  ])('the bars of a letterbox of %d × %d, to 3 pixels, after JPEG', async (width, height, left, top) => {
    const found = findContent(await overWire(letterbox(width, height, left, top)));
    expect(found.left - left).toBeGreaterThanOrEqual(0);
    expect(found.top - top).toBeGreaterThanOrEqual(0);
    expect(found.left + found.width).toBeLessThanOrEqual(left + width);
    expect(found.top + found.height).toBeLessThanOrEqual(top + height);
    expect(found.width).toBeGreaterThanOrEqual(width - 6);
    expect(found.height).toBeGreaterThanOrEqual(height - 6);
  });

  it('bars in noise as strong as the validators make it', () => {
    const random = createRandom('noise');
    const image = letterbox(224, 126, 0, 49);
    const noisy = {
      ...image,
      data: image.data.map((value) => Math.min(255, Math.max(0, value * 0.725 + random.int(-40, 40)))),
    };
    const found = findContent(noisy);
    expect(Math.abs(found.top - 49)).toBeLessThanOrEqual(4);
    expect(Math.abs(found.height - 126)).toBeLessThanOrEqual(8);
  });

  it.each([
    [224, 224, 20],
    [224, 224, -11],
    [224, 126, 14],
    [224, 126, -20],
    [168, 224, 8],
  ])('most of the black around a picture of %d × %d turned by %d°', async (width, height, degrees) => {
    const image = await overWire(turned(width, height, degrees));
    const trimmed = trimBorders(image);
    expect(blackShare(trimmed)).toBeLessThan(Math.min(0.12, blackShare(image) / 2));
    const kept =
      (trimmed.width * trimmed.height * (1 - blackShare(trimmed))) / (224 * 224 * (1 - blackShare(image)));
    expect(kept).toBeGreaterThan(0.7);
  });
});

describe('findContent leaves', () => {
  const unchanged = (image: RgbImage) =>
    expect(findContent(image)).toEqual({ left: 0, top: 0, width: image.width, height: image.height });
  const random = createRandom('night');
  const noise = () => random.int(0, 6);

  it('frames of any size as they are', async () => {
    for (const [width, height] of [
      [1920, 1080],
      [640, 480],
      [224, 224],
      [15, 300],
      [4, 4],
    ] as const) {
      unchanged(makePicture(width, height));
    }
    unchanged(await overWire(makePicture(333, 222)));
  });

  it.each<[string, Colour]>([
    ['nothing but black', () => black],
    ['nothing but noise in the dark', () => [noise(), noise(), noise()]],
    ['a black sky over a lit road', (_, y) => (y < 140 ? [noise(), noise(), noise()] : [90, 85, 80])],
    [
      'a black sky, a lit road and a black bonnet',
      (_, y) => (y < 100 ? [noise(), 0, noise()] : y < 200 ? [90, 85, 80] : [0, 0, noise()]),
    ],
    [
      'a skyline against a lit sky',
      (x, y) => (y > 110 + 30 * Math.sin(Math.floor(x / 12) * 7) ? [noise(), 2, 3] : [70, 80, 110]),
    ],
    [
      'what headlights show',
      (x, y) => {
        const level = 160 * Math.exp(-(((x - 112) / 70) ** 2) - ((y - 150) / 45) ** 2);
        return [level + noise(), level, level];
      },
    ],
    ['street lamps', (x, y) => ((x - 30) % 60 < 4 && (y - 40) % 70 < 4 ? [255, 240, 200] : [noise(), 1, 4])],
  ])('a night as it is: %s', async (_, colour) => {
    unchanged(paint(224, 224, colour));
    unchanged(await overWire(paint(640, 360, (x, y) => colour((x * 224) / 640, (y * 224) / 360))));
  });

  it('at least a quarter of any image', () => {
    fc.assert(
      fc.property(
        fc.nat(223),
        fc.nat(223),
        fc.nat(223),
        fc.nat(223),
        fc.integer({ min: -45, max: 45 }),
        (a, b, c, d, degrees) => {
          const framed = letterbox(Math.abs(a - b) + 1, Math.abs(c - d) + 1, Math.min(a, b), Math.min(c, d));
          for (const image of [framed, turned(a + 1, c + 1, degrees)]) {
            const { left, top, width, height } = findContent(image);
            expect(width * height).toBeGreaterThanOrEqual((224 * 224) / 4);
            expect(left >= 0 && top >= 0 && left + width <= 224 && top + height <= 224).toBe(true);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
