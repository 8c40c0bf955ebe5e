import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** The upright red-and-white (or orange-and-white) board on a foot: vertical panel, "Leitbake". */
export const verticalPanel: Device = {
  role: 'site',
  size: [0.4, 1.1, 0.4],
  build(mesh, at, random) {
    const look = { dirt: between(random, 0, 0.4), seed: random.int(1, 1e6), retro: 3 };
    const ink = pick(random, ['d21f26', 'd8232a', 'f0561c']);
    const lean = chance(random, 0.5) ? 1 : -1;
    addBox(mesh, at, finish('28282a', look), [0.4, 0.1, 0.7]);
    const face = slanted(ink, 'f3f3f0', 0.36, lean, look);
    addBox(mesh, move(at, 0, 0.16, 0), face, [0.25, 0.95, 0.03], { metric: true });
    if (chance(random, 0.4)) {
      const lamp = finish('ffb41e', { emission: between(random, 0, 3), gloss: 0.8, dirt: 0 });
      addBox(mesh, move(at, 0, 1.11, 0), finish('e0b020'), [0.14, 0.1, 0.08]);
      addEllipsoid(mesh, move(at, 0, 1.28, 0), lamp, [0.09, 0.09, 0.04]);
    }
    return [];
  },
};
