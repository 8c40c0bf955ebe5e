import { addBox } from '../geometry/addBox.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** Type III barricade (MUTCD 6F.68): three slanted orange and white rails on two uprights. */
export const barricade: Device = {
  role: 'site',
  size: [2, 1.5, 0.7],
  build(mesh, at, random) {
    const width = between(random, 1.2, 2.4);
    const rails = pick(random, [2, 3, 3]);
    const look = { dirt: between(random, 0, 0.4), seed: random.int(1, 1e6), retro: 3 };
    const face = slanted(
      pick(random, ['f2581c', 'f36a1f', 'd8232a']),
      'f3f3f0',
      0.43,
      chance(random, 0.5) ? 1 : -1,
      look,
    );
    const frame = finish(pick(random, ['e8e8e4', 'b9bbbd', 'd9d3c2']), look);
    for (const x of [-0.38, 0.38]) {
      addBox(mesh, move(at, x * width, 0, 0), frame, [0.06, 1.5, 0.06]);
      addBox(mesh, move(at, x * width, 0, 0), frame, [0.06, 0.08, 0.9]);
    }
    for (let rail = 0; rail < rails; rail += 1) {
      addBox(mesh, move(at, 0, 1.28 - rail * 0.5, -0.045), face, [width, 0.22, 0.03], { metric: true });
    }
    return [];
  },
};
