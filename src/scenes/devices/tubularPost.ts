import { addLathe } from '../geometry/addLathe.ts';
import { finish } from '../materials/finish.ts';
import { banded } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';

/** An orange tubular post on a rubber foot (MUTCD 6F.65). */
export const tubularPost: Device = {
  role: 'site',
  size: [0.3, 1, 0.3],
  build(mesh, at, random) {
    const height = between(random, 0.75, 1.15);
    const look = { dirt: between(random, 0.05, 0.5), seed: random.int(1, 1e6), gloss: 0.2 };
    addLathe(
      mesh,
      at,
      finish('1f1f21', look),
      [
        [0.17, 0],
        [0.16, 0.04],
        [0.06, 0.08],
        [0, 0.08],
      ],
      12,
    );
    const edges = [
      [height * 0.58, height * 0.7],
      [height * 0.78, height * 0.9],
    ] as const;
    const tube = banded(pick(random, ['f2541b', 'f9611f', 'e4421d']), 'f1f1ee', edges, look);
    addLathe(
      mesh,
      at,
      tube,
      [
        [0.045, 0.05],
        [0.042, height],
        [0, height + 0.02],
      ],
      12,
    );
    return [];
  },
};
