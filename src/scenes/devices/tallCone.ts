import { addLathe } from '../geometry/addLathe.ts';
import { finish } from '../materials/finish.ts';
import { banded } from '../materials/stripes.ts';
import { oranges } from './coneParts.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';

/** The tall slim channelizer with a handle ("grabber cone"). */
export const tallCone: Device = {
  role: 'site',
  size: [0.4, 1.1, 0.4],
  build(mesh, at, random) {
    const height = between(random, 1, 1.2);
    const look = { dirt: between(random, 0.05, 0.5), seed: random.int(1, 1e6), gloss: 0.2 };
    const body = banded(
      pick(random, oranges),
      'f0f0ec',
      [0.3, 0.48, 0.66, 0.82].map((v) => [v * height, (v + 0.1) * height] as const),
      look,
    );
    addLathe(
      mesh,
      at,
      finish('242426', look),
      [
        [0.22, 0],
        [0.22, 0.05],
        [0.16, 0.09],
        [0, 0.09],
      ],
      8,
    );
    addLathe(
      mesh,
      at,
      body,
      [
        [0.1, 0.08],
        [0.05, height * 0.92],
        [0.025, height * 0.94],
        [0.05, height * 0.97],
        [0.03, height],
        [0, height],
      ],
      16,
    );
    return [];
  },
};
