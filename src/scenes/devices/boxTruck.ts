import { addBox } from '../geometry/addBox.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';
import { addChassis } from './truckParts.ts';

/** A lorry with a closed body. */
export const boxTruck: Device = {
  role: 'ordinary',
  size: [2.4, 3.4, 8],
  build(mesh, at, random) {
    const look = { gloss: 0.35, dirt: between(random, 0.1, 0.4), seed: random.int(1, 1e6) };
    const length = between(random, 6.5, 8.5);
    addChassis(
      mesh,
      at,
      finish(pick(random, ['e9e9e6', '2a5a9a', 'c81e1e', '3a7a4a', 'f2a01c']), look),
      length,
    );
    const body = finish(pick(random, ['ececea', 'd8dadc', 'f0a01c', 'f26a1c', '2a4a7a']), look);
    addBox(mesh, move(at, 0, 0.95, 1.05), body, [2.4, 2.4, length - 2.2]);
    return [];
  },
};
