import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../imaging/decodeImage.ts';
import type { RgbImage } from '../../../imaging/RgbImage.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import { applyChallengeParameters } from './applyChallengeParameters.ts';
import { prepareChallengeImage } from './prepareChallengeImage.ts';

const picture = (width: number, height: number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => 60 + ((i * 7) % 90) + (i % 3) * 40),
});

describe('prepareChallengeImage', () => {
  it('replays from its seed, to the byte', async () => {
    const image = picture(96, 64);
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const first = await prepareChallengeImage(image, 'january-2026', createRandom(seed));
      expect(await prepareChallengeImage(image, 'january-2026', createRandom(seed))).toEqual(first);
    }
  });

  it('makes 224 × 224 of any image in January and April', async () => {
    for (const profile of ['january-2026', 'april-2026'] as const) {
      for (const [width, height] of [
        [1, 1],
        [90, 40],
        [40, 231],
      ] as const) {
        const { jpeg, parameters } = await prepareChallengeImage(
          picture(width, height),
          profile,
          createRandom(width),
        );
        expect(parameters).not.toBeNull();
        expect(await decodeImage(jpeg)).toMatchObject({ width: 224, height: 224, isDamaged: false });
      }
    }
  });

  it('sends the image as it is in May', async () => {
    const { jpeg, level, parameters } = await prepareChallengeImage(
      picture(90, 40),
      'may-2026',
      createRandom(1),
    );
    expect({ level, parameters }).toEqual({ level: null, parameters: null });
    expect(await decodeImage(jpeg)).toMatchObject({ width: 90, height: 40, format: 'jpeg' });
  });

  it('sends an image that cannot be letterboxed as it was', async () => {
    const ribbon = picture(500, 2);
    const { jpeg, level } = await prepareChallengeImage(ribbon, 'april-2026', createRandom(1));
    expect(level).toBeNull();
    expect(await decodeImage(jpeg)).toMatchObject({ width: 500, height: 2 });
    await expect(
      prepareChallengeImage({ width: 4, height: 4, data: new Uint8Array(3) }, 'april-2026', createRandom(1)),
    ).rejects.toMatchObject({ code: 'RC_IMAGING_SIZE_INVALID' });
  });

  it('draws the four levels equally often', async () => {
    const random = createRandom('levels');
    const image = picture(2, 2);
    const counts = [0, 0, 0, 0];
    for (let round = 0; round < 60; round += 1) {
      const { level } = await prepareChallengeImage(image, 'april-2026', random);
      if (level !== null) counts[level] = (counts[level] ?? 0) + 1;
    }
    // 15 expected of each, standard deviation 3.4.
    for (const count of counts) expect(Math.abs(count - 15)).toBeLessThan(14);
    expect(counts.reduce((sum, count) => sum + count)).toBe(60);
  });
});

describe('applyChallengeParameters', () => {
  const white: RgbImage = { width: 320, height: 180, data: new Uint8Array(320 * 180 * 3).fill(255) };
  const at = ({ width, data }: RgbImage, x: number, y: number) => data[(y * width + x) * 3];

  it('letterboxes on black, in the middle, and turns the frame with the picture', () => {
    const still = applyChallengeParameters(white, {
      angle: null,
      fit: { kind: 'letterbox' },
      distortions: [],
    });
    // 180 · 0.7 is 125.99…: 224 × 125 at row 49.
    expect([at(still, 112, 48), at(still, 112, 49), at(still, 112, 173), at(still, 112, 174)]).toEqual([
      0, 255, 255, 0,
    ]);
    const turned = applyChallengeParameters(white, {
      angle: 20,
      fit: { kind: 'letterbox' },
      distortions: [],
    });
    // Counterclockwise: the right end goes up, the left end down.
    expect([at(turned, 200, 64), at(turned, 200, 160), at(turned, 23, 64), at(turned, 23, 160)]).toEqual([
      255, 0, 0, 255,
    ]);
  });

  it('leaves black corners when it rotates before it crops', () => {
    const box = { left: 0, top: 0, width: 180, height: 180 };
    const result = applyChallengeParameters(white, {
      angle: 15,
      fit: { kind: 'random', box },
      distortions: [],
    });
    expect(at(result, 0, 0)).toBe(0);
    expect(at(result, 112, 112)).toBeGreaterThanOrEqual(254);
  });

  it('darkens and takes colour out by the published factors', () => {
    const red = {
      width: 224,
      height: 224,
      data: new Uint8Array(224 * 224 * 3).map((_, i) => (i % 3 ? 40 : 200)),
    };
    const distort = (name: 'darken' | 'scaleChroma', strength: number) =>
      applyChallengeParameters(red, {
        angle: null,
        fit: { kind: 'centre' },
        distortions: [{ name, strength, seed: 1 }],
      }).data.slice(0, 3);
    expect([...distort('darken', 1)]).toEqual([170, 34, 34]);
    const [r = 0, g = 0, b = 0] = distort('scaleChroma', 1);
    // The difference of 160 falls to 0.4 of it.
    expect(r - g).toBeGreaterThan(62);
    expect(r - g).toBeLessThan(66);
    expect(Math.abs(g - b)).toBeLessThanOrEqual(1);
  });

  it('refuses a strength that does not exist', () => {
    const distortions = [{ name: 'darken' as const, strength: 6, seed: 0 }];
    const parameters = { angle: null, fit: { kind: 'centre' as const }, distortions };
    expect(() => applyChallengeParameters(white, parameters)).toThrow(RangeError);
  });
});
