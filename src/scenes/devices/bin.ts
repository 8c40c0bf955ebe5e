import { addBox } from '../geometry/addBox.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { pick } from './pick.ts';

/** Wheeled bins, a few of them with loud colours. */
export const bin: Device = {
  role: 'ordinary',
  size: [0.7, 1.1, 0.7],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['2a4a34', '3a3c40', '24427a', 'e0a81c', 'd8521c', '5a3a2a']), {
      dirt: 0.3,
      seed: random.int(1, 1e6),
    });
    addBox(mesh, move(at, 0, 0.08, 0), paint, [0.5, 0.9, 0.55], { top: [0.6, 0.7, 0] });
    addBox(
      mesh,
      move(at, 0, 0.98, 0),
      finish(pick(random, ['2a4a34', '3a3c40', 'e0a81c', 'd8521c'])),
      [0.62, 0.08, 0.75],
    );
    return [];
  },
};
