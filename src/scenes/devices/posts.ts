import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addLathe } from '../geometry/addLathe.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { banded, slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** An orange tubular post on a rubber foot (MUTCD 6F.65). */
export const tubularPost: Device = {
  role: 'site',
  size: [0.3, 1, 0.3],
  build(mesh, at, random) {
    const height = between(random, 0.75, 1.15);
    const look = { dirt: between(random, 0.05, 0.5), seed: random.int(1, 1e6), gloss: 0.2 };
    addLathe(
      mesh,
      at,
      finish('1f1f21', look),
      [
        [0.17, 0],
        [0.16, 0.04],
        [0.06, 0.08],
        [0, 0.08],
      ],
      12,
    );
    const edges = [
      [height * 0.58, height * 0.7],
      [height * 0.78, height * 0.9],
    ] as const;
    const tube = banded(pick(random, ['f2541b', 'f9611f', 'e4421d']), 'f1f1ee', edges, look);
    addLathe(
      mesh,
      at,
      tube,
      [
        [0.045, 0.05],
        [0.042, height],
        [0, height + 0.02],
      ],
      12,
    );
    return [];
  },
};

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
