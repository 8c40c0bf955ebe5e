import { addQuad } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';

/** Orange safety net between posts. */
export const netFence: Device = {
  role: 'site',
  size: [4, 1.1, 0.2],
  build(mesh, at, random) {
    const spans = random.int(1, 3);
    const look = { dirt: between(random, 0, 0.35), seed: random.int(1, 1e6) };
    const cell = 0.09;
    const net: Material = {
      ...finish(pick(random, ['f4601d', 'f2702a', 'ee4f1c']), look),
      solid: (u, v) => {
        const a = u / cell - Math.floor(u / cell);
        const b = v / cell - Math.floor(v / cell);
        return a < 0.34 || b < 0.34;
      },
    };
    const post = finish(pick(random, ['7a4a2a', '88898b', '3a3a3c']), look);
    for (let span = 0; span <= spans; span += 1) {
      const x = (span - spans / 2) * 2;
      addTube(mesh, at, post, [x, 0, 0], [x, 1.15, 0], 0.025, { sides: 6 });
    }
    for (let span = 0; span < spans; span += 1) {
      const x = (span - spans / 2) * 2;
      const sag = between(random, 0, 0.12);
      addQuad(
        mesh,
        at,
        net,
        [
          [x, 0.05, 0],
          [x + 1, 0.03, 0.04],
          [x + 1, 1.02 - sag, 0.04],
          [x, 1.05, 0],
        ],
        [0, 0, 1, 1],
      );
      addQuad(
        mesh,
        at,
        net,
        [
          [x + 1, 0.03, 0.04],
          [x + 2, 0.05, 0],
          [x + 2, 1.05, 0],
          [x + 1, 1.02 - sag, 0.04],
        ],
        [0, 0, 1, 1],
      );
    }
    return [];
  },
};
