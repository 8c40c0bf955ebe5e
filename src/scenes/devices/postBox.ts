import { addBox } from '../geometry/addBox.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { pick } from './pick.ts';

/** A post box. */
export const postBox: Device = {
  role: 'ordinary',
  size: [0.5, 1.4, 0.5],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['c41e25', 'f2b81a', '1f4a90', 'd8501c']), { gloss: 0.3, dirt: 0.2 });
    addBox(mesh, move(at, 0, 0.15, 0), paint, [0.5, 1, 0.5]);
    addBox(mesh, move(at, 0, 1.15, 0), paint, [0.5, 0.2, 0.5], { top: [0.5, 0.15, 0] });
    addBox(mesh, move(at, 0, 0.95, -0.26), finish('161616'), [0.32, 0.05, 0.02]);
    addBox(mesh, at, finish('3a3c3e'), [0.4, 0.16, 0.4]);
    return [];
  },
};
