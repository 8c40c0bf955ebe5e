import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../../imaging/RgbImage.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import { distortions } from './distortions.ts';

const grey = (level: number): RgbImage => ({
  width: 96,
  height: 96,
  data: new Uint8Array(96 * 96 * 3).fill(level),
});
const deviation = ({ data }: RgbImage, channel: number) => {
  const values = data.filter((_, index) => index % 3 === channel);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

describe('distortions', () => {
  it.each([
    [0.001, [16, 12, 19]],
    [0.002, [22, 17, 27]],
  ] as const)('noise of variance %f comes back much stronger', (variance, expected) => {
    const noisy = distortions.chromaNoise(grey(128), variance, createRandom('noise'));
    for (const [channel, sigma] of expected.entries()) {
      expect(Math.abs(deviation(noisy, channel) - sigma)).toBeLessThan(1);
    }
  });

  it('takes all colour out with a factor of 0, and never brightens grey', () => {
    const colours = Uint8Array.from({ length: 96 * 96 * 3 }, (_, i) => (i * 2_654_435_761) >>> 24);
    const { data } = distortions.scaleChroma({ width: 96, height: 96, data: colours }, 0, createRandom(1));
    for (let index = 0; index < data.length; index += 3) {
      const [red = 0, green = 0, blue = 0] = data.subarray(index, index + 3);
      expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThanOrEqual(1);
    }
    for (const level of [0, 1, 128, 255]) {
      const [value = -1] = distortions.scaleChroma(grey(level), 0.4, createRandom(1)).data;
      expect([level, Math.max(0, level - 1)]).toContain(value);
    }
  });

  it('blurs an edge without moving it, and enlarges blocks', () => {
    const edge: RgbImage = {
      width: 48,
      height: 48,
      data: Uint8Array.from({ length: 48 * 48 * 3 }, (_, i) => (Math.floor(i / 3) % 48 < 24 ? 0 : 200)),
    };
    const row = (image: RgbImage) => Array.from({ length: 48 }, (_, x) => image.data[(20 * 48 + x) * 3] ?? 0);
    const blurred = row(distortions.gaussianBlur(edge, 7, createRandom(1)));
    expect(blurred.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
    expect((blurred[23] ?? 0) + (blurred[24] ?? 0)).toBe(200);
    expect(blurred).toEqual([...blurred].sort((a, b) => a - b));
    const coarse = row(distortions.shrinkAndEnlarge(edge, 2, createRandom(1)));
    expect(coarse.slice(22, 27)).toEqual([0, 50, 150, 200, 200]);
  });
});
