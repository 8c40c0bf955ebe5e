import type { Random } from '../../support/random/Random.ts';
import { addTube } from '../geometry/addTube.ts';
import { finish } from '../materials/finish.ts';
import { standing, walking } from './clothes.ts';
import type { Device } from './Device.ts';
import { addFigure, type Clothes } from './figure.ts';
import { chance, pick } from './pick.ts';

function streetClothes(random: Random, orangeJacket: boolean): Clothes {
  const jacket = orangeJacket
    ? pick(random, ['f26a1c', 'e8501a', 'f0a01e', 'd8432a'])
    : pick(random, ['2a2d33', '6a2a2a', '2a4a6a', 'b8b2a8', '4a5a3a', 'd8d8d4', '7a6a8a']);
  return {
    trunk: finish(jacket, { dirt: 0.1 }),
    sleeves: finish(jacket, { dirt: 0.1 }),
    trousers: finish(pick(random, ['23304e', '1c1d20', '5d5444', '39404a', '8a8072'])),
    head: { material: finish(pick(random, ['1c1410', '4a3220', 'a07a4a', '8a8884'])), helmet: false },
  };
}

/** A passer-by, now and then in an orange jacket. */
export const pedestrian: Device = {
  role: 'ordinary',
  size: [0.7, 1.8, 0.8],
  build(mesh, at, random) {
    const pose = pick(random, [standing, walking, walking]);
    addFigure(mesh, at, random, pose, streetClothes(random, chance(random, 0.45)));
    if (chance(random, 0.3)) addTube(mesh, at, finish('30343c'), [0.33, 0.45, 0.1], [0.33, 0.8, 0.1], 0.14);
    return [];
  },
};
