import { addBox } from '../geometry/addBox.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';

const jerseyOutline = [
  [-0.3, 0],
  [0.3, 0],
  [0.3, 0.12],
  [0.14, 0.42],
  [0.1, 0.85],
  [-0.1, 0.85],
  [-0.14, 0.42],
  [-0.3, 0.12],
] as const;

/** Water-filled plastic barriers, red and white in turn (or all orange). */
export const plasticBarrier: Device = {
  role: 'site',
  size: [3.2, 0.9, 0.6],
  build(mesh, at, random) {
    const pieces = random.int(2, 4);
    const look = { dirt: between(random, 0.1, 0.5), seed: random.int(1, 1e6), gloss: 0.25 };
    const colours = pick(random, [
      ['d5262a', 'eeeeea'],
      ['d5262a', 'eeeeea'],
      ['f0561c', 'f2f2ee'],
      ['f0561c', 'f0561c'],
    ]).map((hex) => finish(hex, look));
    const length = between(random, 0.9, 1.3);
    for (let piece = 0; piece < pieces; piece += 1) {
      const x = (piece - (pieces - 1) / 2) * length;
      const body = colours[piece % 2] ?? finish('eeeeea');
      addPrism(mesh, yaw(move(at, x, 0, 0), Math.PI / 2), body, jerseyOutline, length * 0.96);
      addBox(mesh, move(at, x - length * 0.25, 0.02, -0.31), finish('18181a'), [0.18, 0.1, 0.02]);
      addBox(mesh, move(at, x + length * 0.25, 0.02, -0.31), finish('18181a'), [0.18, 0.1, 0.02]);
    }
    return [];
  },
};
