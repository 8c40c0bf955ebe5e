import { describe, expect, it } from 'vitest';
import { makePicture } from '../../tests/support/pictures.ts';
import { preprocess } from './preprocess.ts';
import type { PreprocessingProfile } from './preprocessingProfile.ts';
import { preprocessingProfileSchema } from './preprocessingProfile.ts';
import { preprocessingProfiles } from './profiles.ts';
import type { RgbImage } from './RgbImage.ts';

const profile: PreprocessingProfile = {
  width: 8,
  height: 8,
  fit: 'crop',
  trimBorders: false,
  interpolation: 'bilinear',
  padding: [255, 0, 51],
  mean: [0, 0, 0],
  std: [1, 1, 1],
  order: 'rgb',
};

/** Left half red, right half blue. */
const halves = (width: number, height: number): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    data[pixel * 3 + (pixel % width < width / 2 ? 0 : 2)] = 255;
  }
  return { width, height, data };
};
const plane = (tensor: Float32Array, channel: number) => tensor.subarray(channel * 64, channel * 64 + 64);
const row = (values: Float32Array, index: number) => [...values.subarray(index * 8, index * 8 + 8)];

describe('preprocess', () => {
  it('writes channel after channel, row after row', () => {
    const tensor = preprocess(halves(8, 8), profile);
    expect(tensor).toHaveLength(3 * 64);
    expect(row(plane(tensor, 0), 5)).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    expect(plane(tensor, 1).every((value) => value === 0)).toBe(true);
    expect(row(plane(tensor, 2), 5)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('normalises each channel of the order that it writes', () => {
    const wanted: PreprocessingProfile = {
      ...profile,
      order: 'bgr',
      mean: [0.5, 0, 0.25],
      std: [0.5, 1, 0.25],
    };
    const tensor = preprocess(halves(8, 8), wanted);
    expect(row(plane(tensor, 0), 0)).toEqual([-1, -1, -1, -1, 1, 1, 1, 1]);
    expect(row(plane(tensor, 2), 0)).toEqual([3, 3, 3, 3, -1, -1, -1, -1]);
  });

  it('crops the middle', () => {
    const tensor = preprocess(halves(24, 8), profile);
    expect(row(plane(tensor, 0), 0)).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    expect(preprocess(halves(25, 8), profile)).toHaveLength(3 * 64);
  });

  it('letterboxes with the padding', () => {
    const tensor = preprocess(halves(16, 8), { ...profile, fit: 'letterbox' });
    const [red, , blue] = [plane(tensor, 0), plane(tensor, 1), plane(tensor, 2)];
    expect(row(red, 1)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(row(blue, 6)[0]).toBeCloseTo(0.2, 6);
    expect(row(red, 2).map(Math.round)).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    expect(row(blue, 5).map(Math.round)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('takes sides of one pixel, at any fit', () => {
    for (const fit of ['crop', 'letterbox', 'stretch'] as const) {
      for (const image of [makePicture(1, 1), makePicture(500, 1), makePicture(1, 500)]) {
        const tensor = preprocess(image, { ...profile, width: 9, height: 12, fit });
        expect(tensor).toHaveLength(3 * 9 * 12);
        expect(tensor.every((value) => value >= 0 && value <= 1)).toBe(true);
      }
    }
  });

  it('trims borders when the profile says so', () => {
    const framed = makePicture(224, 224);
    framed.data.fill(0, 0, 224 * 60 * 3);
    framed.data.fill(0, 224 * 164 * 3);
    const stretch: PreprocessingProfile = { ...profile, fit: 'stretch' };
    const darkest = (tensor: Float32Array) => Math.min(...tensor);
    expect(darkest(preprocess(framed, stretch))).toBe(0);
    expect(darkest(preprocess(framed, { ...stretch, trimBorders: true }))).toBeGreaterThan(0.1);
  });
});

describe('preprocessingProfiles', () => {
  it('are valid, and of sizes that their backbones take', () => {
    expect(preprocessingProfiles.size).toBe(30);
    const patch = { dinov3: 16, dinov2: 14, convnextv2: 32, mobilenet: 32 };
    for (const [name, wanted] of preprocessingProfiles) {
      expect(preprocessingProfileSchema.parse(wanted)).toEqual(wanted);
      const [family = '', fit, size] = name.split('-');
      expect([wanted.fit, wanted.width, wanted.height]).toEqual([fit, Number(size), Number(size)]);
      expect(wanted.width % (patch[family as keyof typeof patch] ?? Number.NaN)).toBe(0);
    }
  });

  it('pad with what is next to 0 once normalised', () => {
    for (const { padding, mean, std } of preprocessingProfiles.values()) {
      for (const [channel, value] of padding.entries()) {
        expect(Math.abs((value / 255 - (mean[channel] ?? 9)) / (std[channel] ?? 1))).toBeLessThan(0.02);
      }
    }
  });
});
