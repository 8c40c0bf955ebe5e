import { addBox } from '../geometry/addBox.ts';
import { addEllipsoid } from '../geometry/addEllipsoid.ts';
import { addTube } from '../geometry/addTube.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';
import { addWheel } from './wheel.ts';

/** A trailer with a board of lamps that form an arrow (MUTCD 6F.61), or plain caution lamps. */
export const arrowBoard: Device = {
  role: 'site',
  size: [2.4, 3, 2],
  build(mesh, at, random) {
    const look = { dirt: between(random, 0.1, 0.4), seed: random.int(1, 1e6), gloss: 0.3 };
    const paint = finish(pick(random, ['f26a1c', 'f2b01a', 'f26a1c']), look);
    addBox(mesh, move(at, 0, 0.45, 0.2), paint, [1.3, 0.5, 1.6]);
    for (const x of [-0.8, 0.8]) addWheel(mesh, at, x, 0.3, 0.32, 0.2);
    addTube(mesh, at, paint, [-0.35, 0.9, 0], [-0.35, 2, 0], 0.05);
    addTube(mesh, at, paint, [0.35, 0.9, 0], [0.35, 2, 0], 0.05);
    addBox(mesh, move(at, 0, 1.6, -0.05), finish('111213', { dirt: 0.2, gloss: 0.2 }), [2.4, 1.25, 0.1]);
    const on = finish('ffb52a', { emission: 5, dirt: 0 });
    const off = finish('4a3a1c', { dirt: 0.1 });
    const mirror = chance(random, 0.5) ? 1 : -1;
    const caution = chance(random, 0.15);
    for (let row = 0; row < 5; row += 1) {
      for (let column = 0; column < 9; column += 1) {
        const shaft = row === 2 && column < 8;
        const head = column + Math.abs(row - 2) === 8;
        const lit = caution ? (row === 0 || row === 4) && (column === 0 || column === 8) : shaft || head;
        if (!lit && (row + column) % 2 === 1) continue;
        addEllipsoid(
          mesh,
          move(at, mirror * (column - 4) * 0.25, 1.8 + row * 0.22, -0.12),
          lit ? on : off,
          [0.075, 0.075, 0.05],
          4,
        );
      }
    }
    return [];
  },
};
