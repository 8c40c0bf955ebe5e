import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addTube } from '../geometry/addTube.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** The waist-high red and white board of European sites, on feet. */
export const barrierBoard: Device = {
  role: 'site',
  size: [2, 1.1, 0.5],
  build(mesh, at, random) {
    const width = between(random, 1.2, 2.6);
    const look = { dirt: between(random, 0, 0.45), seed: random.int(1, 1e6), retro: 2.5 };
    const slope = pick(random, [0, 0.8, -0.8]);
    const face = slanted(
      pick(random, ['d21f26', 'cf2a24', 'e2361f']),
      'f2f2ee',
      pick(random, [0.5, 0.8]),
      slope,
      look,
    );
    const frame = finish('d9dadb', look);
    for (const x of [-0.42, 0.42]) {
      addBox(mesh, move(at, x * width, 0, 0), finish('29292b', look), [0.2, 0.1, 0.7]);
      addTube(mesh, at, frame, [x * width, 0.05, 0], [x * width, 1.1, 0], 0.025);
    }
    addBox(mesh, move(at, 0, 0.82, -0.03), face, [width, 0.25, 0.025], { metric: true });
    if (chance(random, 0.5))
      addBox(mesh, move(at, 0, 0.3, -0.03), face, [width, 0.14, 0.025], { metric: true });
    else {
      const bar = finish('d9dadb', look);
      for (let k = -4; k <= 4; k += 1) {
        addTube(mesh, at, bar, [(k * width) / 10, 0.2, 0], [(k * width) / 10, 0.84, 0], 0.01, { sides: 5 });
      }
      addTube(mesh, at, bar, [-width * 0.42, 0.2, 0], [width * 0.42, 0.2, 0], 0.015, { sides: 5 });
    }
    if (chance(random, 0.35)) {
      const lamp = finish('ffb41e', { emission: between(random, 0, 3), gloss: 0.8, dirt: 0 });
      addEllipsoid(mesh, move(at, -0.42 * width, 1.2, 0), lamp, [0.1, 0.1, 0.05]);
    }
    return [];
  },
};
