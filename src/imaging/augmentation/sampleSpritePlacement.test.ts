import { expect, it } from 'vitest';
import { createRandom } from '../../support/random/createRandom.ts';
import { sampleSpritePlacement } from './sampleSpritePlacement.ts';

it('makes things larger the nearer they stand', () => {
  const draw = (down: number) =>
    sampleSpritePlacement(
      {
        down: [down, down],
        across: [0, 1],
        heightAtBottom: [0.5, 0.5],
        horizon: 0.4,
        harmony: [0, 1],
      },
      createRandom(down),
    );
  expect(draw(1).height).toBeCloseTo(0.5, 12);
  expect(draw(0.7).height).toBeCloseTo(0.25, 12);
  expect(draw(0.4).height).toBeCloseTo(0.01, 12);
});
