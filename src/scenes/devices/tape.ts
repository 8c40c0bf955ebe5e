import { addBox } from '../geometry/addBox.ts';
import { addQuad } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** Red and white tape between thin posts. */
export const tape: Device = {
  role: 'site',
  size: [4, 1, 0.2],
  build(mesh, at, random) {
    const spans = random.int(1, 3);
    const ribbon = slanted(pick(random, ['d8232a', 'e03a20']), 'f4f4f2', 0.3, 0.5, { dirt: 0.1 });
    for (let span = 0; span <= spans; span += 1) {
      const x = (span - spans / 2) * 2;
      addTube(mesh, at, finish('6b6d70'), [x, 0, 0], [x, 1, 0], 0.02, { sides: 6 });
      addBox(mesh, move(at, x, 0, 0), finish('2a2a2c'), [0.25, 0.06, 0.25]);
    }
    for (let span = 0; span < spans; span += 1) {
      const sag = between(random, 0.03, 0.2);
      const height = chance(random, 0.5) ? 0.92 : 0.85;
      for (let k = 0; k < 6; k += 1) {
        const at0 = k / 6;
        const at1 = (k + 1) / 6;
        const x0 = (span - spans / 2 + at0) * 2;
        const x1 = (span - spans / 2 + at1) * 2;
        const y0 = height - sag * 4 * at0 * (1 - at0);
        const y1 = height - sag * 4 * at1 * (1 - at1);
        addQuad(
          mesh,
          at,
          ribbon,
          [
            [x0, y0 - 0.08, 0.01],
            [x1, y1 - 0.08, 0.01],
            [x1, y1, 0],
            [x0, y0, 0],
          ],
          [x0, 0, x1, 0.08],
        );
      }
    }
    return [];
  },
};
