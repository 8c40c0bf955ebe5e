import { addLathe } from '../geometry/addLathe.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { latticeNoise } from '../materials/noise.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';
import { bark, leaves } from './plantParts.ts';

export const conifer: Device = {
  role: 'ordinary',
  size: [3, 8, 3],
  build(mesh, at, random) {
    const height = between(random, 5, 11);
    const seed = random.int(1, 1e6);
    const green = leaves(pick(random, ['24401f', '2c4a28', '1f3a20']), seed, 24);
    addTube(mesh, at, bark, [0, 0, 0], [0, height * 0.5, 0], 0.14);
    const layers = 6;
    for (let k = 0; k < layers; k += 1) {
      const y = height * (0.12 + (k / layers) * 0.8);
      const r = height * 0.2 * (1 - k / layers) + 0.25;
      addLathe(
        mesh,
        yaw(move(at, 0, y, 0), k),
        { ...green, solid: (u, v) => latticeNoise(Math.floor(u * 26), Math.floor(v * 3), seed + k) > 0.25 },
        [
          [r, 0],
          [r * 0.35, height * 0.12],
          [0, height * 0.2],
        ],
        13,
      );
    }
    return [];
  },
};
