import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addTube } from '../geometry/addTube.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { pick } from './pick.ts';

/** Three lamps on a pole, one of them lit. */
export const trafficLight: Device = {
  role: 'ordinary',
  size: [0.5, 3.5, 0.4],
  build(mesh, at, random) {
    const housing = finish(pick(random, ['1c1d1e', 'e0a818', '2b3a2e']), { dirt: 0.2 });
    addTube(mesh, at, finish('55585a', { gloss: 0.2 }), [0, 0, 0], [0, 3.3, 0], 0.06);
    addBox(mesh, move(at, 0, 2.3, -0.14), housing, [0.34, 1.05, 0.22]);
    const lit = pick(random, [0, 0, 1, 2]);
    (['1faa4a', 'ffae1a', 'e8201c'] as const).forEach((hex, index) => {
      const on = 2 - index === lit;
      addEllipsoid(
        mesh,
        move(at, 0, 2.48 + index * 0.33, -0.26),
        finish(hex, { emission: on ? 4 : 0, dirt: on ? 0 : 0.3 }),
        [0.11, 0.11, 0.03],
        6,
      );
      addBox(mesh, move(at, 0, 2.6 + index * 0.33, -0.32), housing, [0.26, 0.02, 0.16]);
    });
    return [];
  },
};
