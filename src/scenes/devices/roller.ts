import { addBox } from '../geometry/addBox.ts';
import { addLathe } from '../geometry/addLathe.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, roll } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { dark, machinePaint } from './machineParts.ts';
import { between } from './pick.ts';
import { addBeacon } from './truckParts.ts';

/** A tandem roller. */
export const roller: Device = {
  role: 'machine',
  size: [1.6, 2.6, 3.6],
  build(mesh, at, random) {
    const paint = machinePaint(random);
    for (const z of [-1.25, 1.25]) {
      const hub = roll(move(at, 0.7, 0.55, z), Math.PI / 2);
      addLathe(
        mesh,
        hub,
        finish('7d8083', { gloss: 0.4, dirt: 0.5 }),
        [
          [0, 0],
          [0.55, 0],
          [0.55, 1.4],
          [0, 1.4],
        ],
        24,
      );
      addBox(mesh, move(at, 0, 0.95, z), paint, [1.6, 0.35, 1]);
      for (const x of [-0.76, 0.76]) addBox(mesh, move(at, x, 0.45, z), paint, [0.08, 0.6, 0.3]);
    }
    addBox(mesh, move(at, 0, 0.75, 0), paint, [1.1, 0.75, 2], { top: [1, 1.8, 0] });
    addBox(mesh, move(at, 0, 1.45, 0.2), dark, [0.5, 0.5, 0.5]);
    for (const [x, z] of [
      [-0.6, -0.5],
      [0.6, -0.5],
      [-0.6, 0.8],
      [0.6, 0.8],
    ] as const) {
      addTube(mesh, at, dark, [x, 1.3, z], [x, 2.5, z], 0.035);
    }
    addBox(mesh, move(at, 0, 2.5, 0.15), paint, [1.4, 0.08, 1.6]);
    addBeacon(mesh, move(at, 0, 2.68, 0.3), between(random, 0, 4));
    return [];
  },
};
