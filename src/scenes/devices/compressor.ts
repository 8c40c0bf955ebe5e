import { addBox } from '../geometry/addBox.ts';
import { addTube } from '../geometry/addTube.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { pick } from './pick.ts';
import { addWheel } from './wheel.ts';

/** A small generator or compressor on wheels with warning stripes. */
export const compressor: Device = {
  role: 'machine',
  size: [1.6, 1.5, 2.6],
  build(mesh, at, random) {
    const paint = finish(pick(random, ['f2b01a', 'd8d8d4', 'c81e1e', '2a6a4a']), {
      dirt: 0.4,
      gloss: 0.3,
      seed: random.int(1, 1e6),
    });
    addBox(mesh, move(at, 0, 0.45, 0), paint, [1.4, 0.95, 2.2], { top: [1.2, 1.9, 0] });
    addBox(mesh, move(at, 0, 0.5, -1.12), slanted('f2b01a', '161616', 0.3, 1), [1.3, 0.2, 0.03], {
      metric: true,
    });
    for (const x of [-0.75, 0.75]) addWheel(mesh, at, x, 0.1, 0.32, 0.18);
    addTube(mesh, at, finish('2b2c2e'), [0, 0.5, -1.1], [0, 0.45, -2], 0.05);
    return [];
  },
};
