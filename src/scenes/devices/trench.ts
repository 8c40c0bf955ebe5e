import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** Dug-up ground: dark trench with spoil along it. */
export const trench: Device = {
  role: 'site',
  size: [4, 0.4, 2],
  build(mesh, at, random) {
    const length = between(random, 2.5, 5);
    const seed = random.int(1, 1e6);
    const soil = finish(pick(random, ['6b4f33', '7a6040', '5a4a3a']), { dirt: 0.8, grain: 0.2, seed });
    addBox(mesh, move(at, 0, 0, 0), finish('17130f', { dirt: 0.5, grain: 0.2 }), [length, 0.015, 0.9]);
    for (let k = 0; k < 22; k += 1) {
      const side = chance(random, 0.75) ? 1 : -1;
      const r = between(random, 0.15, 0.38);
      const place = move(
        at,
        between(random, -length / 2, length / 2),
        -0.05,
        side * between(random, 0.6, 0.95),
      );
      addEllipsoid(mesh, yaw(place, between(random, 0, 3)), soil, [r * 1.4, r * 0.75, r], 5);
    }
    for (let k = 0; k < 3; k += 1) {
      addTube(
        mesh,
        at,
        finish(pick(random, ['f26a1c', '2a6ab0', '3a3b3d'])),
        [-length * 0.3, 0.09 + k * 0.02, -0.75 - k * 0.2],
        [length * 0.35, 0.09, -0.75 - k * 0.2],
        0.08,
      );
    }
    return [];
  },
};
