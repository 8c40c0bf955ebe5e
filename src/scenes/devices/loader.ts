import { addBox } from '../geometry/addBox.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, yaw } from '../geometry/transforms.ts';
import type { Device } from './Device.ts';
import { glass, machinePaint, steel } from './machineParts.ts';
import { between } from './pick.ts';
import { addBeacon } from './truckParts.ts';
import { addWheel } from './wheel.ts';

/** A wheel loader with its bucket towards −z. */
export const loader: Device = {
  role: 'machine',
  size: [2.4, 3, 6],
  build(mesh, at, random) {
    const paint = machinePaint(random);
    for (const x of [-0.95, 0.95]) for (const z of [-1.1, 1.5]) addWheel(mesh, at, x, z, 0.7, 0.5);
    addPrism(
      mesh,
      yaw(at, -Math.PI / 2),
      paint,
      [
        [-1.6, 0.6],
        [2.5, 0.6],
        [2.6, 1.6],
        [1, 1.75],
        [0.3, 1.3],
        [-1.6, 1.2],
      ],
      1.3,
    );
    addBox(mesh, move(at, 0, 1.3, 0.2), paint, [1.3, 0.3, 1.4]);
    addBox(mesh, move(at, 0, 1.6, 0.2), glass, [1.2, 1, 1.3], { top: [1.1, 1.1, 0.05] });
    addBox(mesh, move(at, 0, 2.58, 0.25), paint, [1.35, 0.12, 1.4]);
    const lift = between(random, 0, 1);
    for (const x of [-0.5, 0.5])
      addTube(mesh, at, paint, [x, 1.3, -0.9], [x, 0.6 + lift, -2.6], 0.13, { sides: 6 });
    addPrism(
      mesh,
      yaw(move(at, 0, 0.15 + lift, -2.7), -Math.PI / 2),
      steel,
      [
        [-1, 0],
        [0, 0],
        [0.25, 0.5],
        [0.1, 1],
        [-0.1, 0.9],
      ],
      2.4,
    );
    addBeacon(mesh, move(at, 0.3, 2.8, 0.4), between(random, 0, 4));
    return [];
  },
};
