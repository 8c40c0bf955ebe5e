import { addBox } from '../geometry/addBox.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { banded } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { pick } from './pick.ts';

/** A permanent reflector post at the edge of a country road. */
export const edgePost: Device = {
  role: 'ordinary',
  size: [0.2, 1, 0.2],
  build(mesh, at, random) {
    const post = banded('ecece8', '202124', [[0.72, 0.9]], {
      dirt: 0.3,
      bandRetro: 0,
      seed: random.int(1, 1e6),
    });
    addBox(mesh, at, post, [0.12, 1, 0.1], { metric: true });
    addBox(
      mesh,
      move(at, 0, 0.76, -0.055),
      finish(pick(random, ['e04a1c', 'e8e8e4']), { retro: 6 }),
      [0.05, 0.12, 0.01],
    );
    return [];
  },
};
