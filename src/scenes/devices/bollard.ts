import { addLathe } from '../geometry/addLathe.ts';
import { finish } from '../materials/finish.ts';
import { banded } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';

/** A bollard that always stands there: steel, stone, or with red and white bands. */
export const bollard: Device = {
  role: 'ordinary',
  size: [0.25, 1, 0.25],
  build(mesh, at, random) {
    const height = between(random, 0.7, 1.1);
    const body = chance(random, 0.35)
      ? banded(
          'e9e9e4',
          'c41e25',
          [
            [height * 0.55, height * 0.72],
            [height * 0.84, height],
          ],
          { dirt: 0.3, bandRetro: 1 },
        )
      : finish(pick(random, ['3a3c3e', '6a6d6f', '8a8478', '20382c', 'd8b020', '7a1a1a']), {
          dirt: 0.3,
          gloss: 0.2,
        });
    const r = between(random, 0.05, 0.11);
    addLathe(
      mesh,
      at,
      body,
      [
        [r * 1.3, 0],
        [r * 1.3, 0.05],
        [r, 0.07],
        [r, height - 0.06],
        [r * 0.7, height],
        [0, height + 0.02],
      ],
      14,
    );
    return [];
  },
};
