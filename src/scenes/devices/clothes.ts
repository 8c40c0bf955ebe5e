import type { Random } from '../../support/random/Random.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { banded } from '../materials/stripes.ts';
import type { Clothes, Pose } from './figure.ts';
import { chance, pick } from './pick.ts';

/** A vest of lime or orange with reflective stripes, a hard hat. */
export function workClothes(random: Random): Clothes {
  const vest = pick(random, ['c8f01e', 'd4f52a', 'ff5a12', 'f9541a', 'b8e61c']);
  const stripes = banded(
    vest,
    'd8dad6',
    [
      [0.1, 0.16],
      [0.26, 0.32],
    ],
    { dirt: 0.25, bandRetro: 5, emission: 0.06 },
  );
  const upright: Material = {
    ...stripes,
    paint(surface) {
      stripes.paint?.(surface);
      // Stripes over the shoulders.
      const side = Math.abs(Math.abs(((surface.u + 0.5) % 1) - 0.5) - 0.09);
      const back = Math.abs(Math.abs(surface.u - 0.5) - 0.09);
      if (surface.v > 0.32 && Math.min(side, back) < 0.025 + surface.footprint * 0.2) {
        [surface.red, surface.green, surface.blue] = [0.66, 0.68, 0.64];
      }
    },
  };
  const bright = chance(random, 0.4);
  return {
    trunk: upright,
    sleeves: bright
      ? finish(vest, { dirt: 0.2 })
      : finish(pick(random, ['2a3350', '505558', '8a8478', '22262c'])),
    trousers: chance(random, 0.25)
      ? banded(vest, 'd8dad6', [[0.1, 0.16]], { dirt: 0.3 })
      : finish(pick(random, ['23304e', '2c2f33', '5d5444', '39404a'])),
    head: {
      material: finish(pick(random, ['f5f5f0', 'f2c318', 'f05a1a', '2a62b8', 'f5f5f0']), {
        gloss: 0.4,
        dirt: 0.1,
      }),
      helmet: true,
    },
  };
}

export const standing: Pose = {
  hands: [
    [-0.3, 0.85, -0.08],
    [0.3, 0.85, -0.08],
  ],
  feet: [
    [-0.13, 0, 0],
    [0.13, 0, 0.02],
  ],
  bow: 0,
};

export const walking: Pose = {
  hands: [
    [-0.27, 0.9, -0.22],
    [0.27, 0.9, 0.16],
  ],
  feet: [
    [-0.1, 0, 0.3],
    [0.1, 0.02, -0.32],
  ],
  bow: 0.05,
};
