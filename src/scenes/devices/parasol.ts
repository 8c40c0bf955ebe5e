import { addLathe } from '../geometry/addLathe.ts';
import { addTube } from '../geometry/addTube.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { pick } from './pick.ts';

/** A sunshade over tables. */
export const parasol: Device = {
  role: 'ordinary',
  size: [2.6, 2.5, 2.6],
  build(mesh, at, random) {
    const cloth = finish(pick(random, ['f0641c', 'd21f26', 'f2e8d0', 'f0b01a', '2a6a4a']), { dirt: 0.1 });
    addTube(mesh, at, finish('d8d2c4'), [0, 0, 0], [0, 2.5, 0], 0.03);
    addLathe(
      mesh,
      at,
      cloth,
      [
        [1.3, 1.95],
        [1.3, 2.05],
        [0, 2.55],
      ],
      8,
    );
    addLathe(
      mesh,
      at,
      finish('6a4a2a'),
      [
        [0.45, 0.7],
        [0.45, 0.74],
        [0, 0.74],
      ],
      12,
    );
    return [];
  },
};
