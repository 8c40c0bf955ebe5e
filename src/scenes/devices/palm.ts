import { addQuad } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { between } from './pick.ts';
import { leaves } from './plantParts.ts';

/** A palm. */
export const palm: Device = {
  role: 'ordinary',
  size: [3, 6, 3],
  build(mesh, at, random) {
    const height = between(random, 3, 7);
    addTube(mesh, at, finish('7a6a54', { dirt: 0.5, grain: 0.2 }), [0, 0, 0], [0.2, height, 0], 0.2, {
      endRadius: 0.15,
    });
    const green = {
      ...leaves('4a6a2c', random.int(1, 1e6)),
      solid: (u: number, v: number) => Math.abs(v - 0.5) < 0.5 - u * 0.25 && (u * 22) % 1 > 0.2,
    };
    for (let k = 0; k < 13; k += 1) {
      const frond = yaw(move(at, 0.2, height, 0), k * 0.48 + random.float() * 0.3);
      const rise = between(random, -0.2, 0.7);
      addQuad(mesh, frond, green, [
        [-0.25, 0, 0],
        [-0.25, rise, 1],
        [0.25, rise, 1],
        [0.25, 0, 0],
      ]);
      addQuad(mesh, frond, green, [
        [-0.25, rise, 1],
        [-0.2, rise - 0.7, 1.9],
        [0.2, rise - 0.7, 1.9],
        [0.25, rise, 1],
      ]);
    }
    return [];
  },
};
