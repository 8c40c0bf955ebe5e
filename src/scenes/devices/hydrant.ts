import { addLathe } from '../geometry/addLathe.ts';
import { addTube } from '../geometry/addTube.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { pick } from './pick.ts';

export const hydrant: Device = {
  role: 'ordinary',
  size: [0.4, 0.8, 0.4],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['c41e25', 'e0b81c', 'd8501c', '2a5aa0']), { dirt: 0.3, gloss: 0.25 });
    addLathe(
      mesh,
      at,
      paint,
      [
        [0.17, 0],
        [0.17, 0.05],
        [0.11, 0.08],
        [0.11, 0.5],
        [0.15, 0.52],
        [0.13, 0.6],
        [0.05, 0.7],
        [0, 0.72],
      ],
      14,
    );
    addTube(mesh, at, paint, [-0.2, 0.4, 0], [0.2, 0.4, 0], 0.05);
    addTube(mesh, at, paint, [0, 0.38, -0.18], [0, 0.38, 0], 0.07);
    return [];
  },
};
