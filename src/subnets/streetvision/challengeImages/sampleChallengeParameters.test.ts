import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../support/random/createRandom.ts';
import { challengeProfiles } from './challengeProfiles.ts';
import { sampleChallengeParameters } from './sampleChallengeParameters.ts';

const draws = (level: number, width: number, height: number, count: number) => {
  const random = createRandom(`${level} ${width} ${height}`);
  const drawnLevel = challengeProfiles['january-2026'][level] ?? expect.unreachable('no level');
  return Array.from({ length: count }, () => sampleChallengeParameters(drawnLevel, width, height, random));
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const boxOf = (drawn: ReturnType<typeof sampleChallengeParameters>) =>
  drawn.fit.kind === 'random' ? drawn.fit.box : expect.unreachable('no box');

describe('sampleChallengeParameters', () => {
  it('neither rotates nor distorts at level 0', () => {
    expect(draws(0, 640, 360, 1)).toEqual([{ angle: null, fit: { kind: 'centre' }, distortions: [] }]);
  });

  it('rotates evenly by up to 20 degrees', () => {
    const angles = draws(1, 100, 100, 4000).map(({ angle }) => angle ?? Number.NaN);
    expect(Math.max(...angles)).toBeLessThanOrEqual(20);
    expect(Math.max(...angles)).toBeGreaterThan(19.9);
    expect(Math.min(...angles)).toBeLessThan(-19.9);
    // Standard errors: mean 0.18, mean of squares (400 / 3) 1.9.
    expect(Math.abs(mean(angles))).toBeLessThan(0.8);
    expect(Math.abs(mean(angles.map((angle) => angle ** 2)) - 400 / 3)).toBeLessThan(8);
  });

  it('crops squares of 20 to 100 % of a square image, evenly by area, anywhere', () => {
    const boxes = draws(1, 200, 200, 4000).map(boxOf);
    const shares = boxes.map(({ width, height }) => (width * height) / 200 ** 2);
    expect(Math.min(...shares)).toBeGreaterThan(0.195);
    expect(Math.max(...shares)).toBeGreaterThan(0.99);
    expect(Math.abs(mean(shares) - 0.6)).toBeLessThan(0.02);
    for (const { left, top, width, height } of boxes) {
      expect(width).toBe(height);
      expect(Math.min(left, top, 200 - width - left, 200 - height - top)).toBeGreaterThanOrEqual(0);
    }
    const loose = boxes.filter(({ width }) => width < 150);
    expect(Math.abs(mean(loose.map(({ left, width }) => left / (200 - width))) - 0.5)).toBeLessThan(0.03);
  });

  it('cannot crop more of a wide image than fits, and falls back to its middle', () => {
    // Only areas up to 360² fit 640 × 360: 56.25 %, reached by (0.5625 − 0.2) / 0.8 of the tries.
    const wide = draws(1, 640, 360, 2000).map(boxOf);
    expect(Math.abs(mean(wide.map(({ width }) => width ** 2 / (640 * 360))) - 0.381)).toBeLessThan(0.012);
    // 20 % of 1,000 × 100 never fit.
    expect(draws(1, 1000, 100, 20).map(boxOf)).toEqual(
      Array.from({ length: 20 }, () => ({ left: 450, top: 0, width: 100, height: 100 })),
    );
  });

  it.each([
    [2, 1, ['scaleChroma', 'darken', 'shrinkAndEnlarge']],
    [3, 2, ['scaleChroma', 'darken', 'shrinkAndEnlarge', 'chromaNoise', 'gaussianBlur']],
  ] as const)('draws the strengths of level %i evenly and apart', (level, maximum, names) => {
    const drawn = draws(level, 50, 50, 3000).map(({ distortions }) => distortions);
    for (const name of names) {
      for (let strength = 1; strength <= maximum; strength += 1) {
        const share = mean(
          drawn.map((list) => (list.some((one) => one.name === name && one.strength === strength) ? 1 : 0)),
        );
        expect(Math.abs(share - 1 / (maximum + 1))).toBeLessThan(0.04);
      }
    }
    const all = drawn.filter((list) => list.length === names.length).length / drawn.length;
    expect(Math.abs(all - (maximum / (maximum + 1)) ** names.length)).toBeLessThan(0.04);
    for (const list of drawn) {
      const order = list.map(({ name }) => names.indexOf(name as never));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
    const seeds = drawn.flatMap((list) => list.map(({ seed }) => seed));
    expect(new Set(seeds).size).toBeGreaterThan(seeds.length * 0.999);
  });
});
