import { expect, it } from 'vitest';
import { createRandom } from '../../support/random/createRandom.ts';
import { gaussianNoise } from './gaussianNoise.ts';

it('is normal', () => {
  const noise = [...gaussianNoise(40_001, createRandom('noise'))];
  const moment = (power: number) => noise.reduce((sum, value) => sum + value ** power, 0) / noise.length;
  // Standard errors: 0.005, 0.007, 0.019, 0.049.
  expect(Math.abs(moment(1))).toBeLessThan(0.025);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.035);
  expect(Math.abs(moment(3))).toBeLessThan(0.1);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.25);
});
