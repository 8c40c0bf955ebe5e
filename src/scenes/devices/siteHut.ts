import { addBox } from '../geometry/addBox.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { pick } from './pick.ts';

/** A portable lavatory, or a site hut. */
export const siteHut: Device = {
  role: 'machine',
  size: [1.2, 2.4, 1.2],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['2a6ab0', '3a8a5a', 'd8d8d4', '8a9aa8']), {
      dirt: 0.25,
      seed: random.int(1, 1e6),
    });
    addBox(mesh, move(at, 0, 0.1, 0), paint, [1.15, 2.1, 1.15]);
    addBox(mesh, move(at, 0, 2.2, 0), finish('e4e6e4'), [1.2, 0.15, 1.2], { top: [0.9, 0.9, 0] });
    addBox(mesh, move(at, 0, 0.2, -0.59), finish('d0d4d2', { dirt: 0.3 }), [0.75, 1.85, 0.03]);
    return [];
  },
};
