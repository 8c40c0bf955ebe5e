import { addBox } from '../geometry/addBox.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** A shop's awning over a window. */
export const awning: Device = {
  role: 'ordinary',
  size: [3, 3, 1.2],
  build(mesh, at, random) {
    const width = between(random, 2, 3.6);
    const hex = pick(random, ['f0641c', 'f26a1c', 'd21f26', '2a6a4a', 'f0b01a', '1f3a63']);
    const cloth = chance(random, 0.5)
      ? finish(hex, { dirt: 0.2 })
      : slanted(hex, 'f2f0e8', 0.4, 0, { dirt: 0.15 });
    addPrism(
      mesh,
      yaw(move(at, 0, 2.2, 0), -Math.PI / 2),
      cloth,
      [
        [-1.1, 0],
        [0, 0.75],
        [0, 0.8],
        [-1.1, 0.08],
      ],
      width,
    );
    addBox(mesh, move(at, 0, 1.95, -1.1), cloth, [width, 0.28, 0.02], { metric: true });
    addBox(mesh, move(at, 0, 0, 0.1), finish('4a4440', { dirt: 0.3 }), [width, 2.3, 0.1]);
    addBox(mesh, move(at, 0, 0.6, 0.02), finish('20282c', { gloss: 0.8 }), [width * 0.85, 1.5, 0.05]);
    return [];
  },
};
