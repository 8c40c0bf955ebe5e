import { addBox } from '../geometry/addBox.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { addTrack, dark, machinePaint, steel } from './machineParts.ts';
import { between } from './pick.ts';
import { addBeacon } from './truckParts.ts';

/** An asphalt paver: hopper in front, screed behind, roof over the driver. */
export const paver: Device = {
  role: 'machine',
  size: [2.8, 3, 5.5],
  build(mesh, at, random) {
    const paint = machinePaint(random);
    for (const x of [-0.9, 0.9]) addTrack(mesh, move(at, x, 0, 0), 3, 0.7, 0.35);
    addBox(mesh, move(at, 0, 0.55, 0.3), paint, [2.1, 1.1, 2.8]);
    addPrism(
      mesh,
      yaw(at, -Math.PI / 2),
      finish('2b2a29', { dirt: 0.5 }),
      [
        [-2.6, 0.5],
        [-1.1, 0.4],
        [-1.1, 1.25],
        [-2.8, 1.4],
      ],
      2.6,
    );
    for (const x of [-1.4, 1.4]) addBox(mesh, move(at, x, 0.45, -1.9), paint, [0.1, 1, 1.7]);
    addBox(mesh, move(at, 0, 0.08, 2.4), steel, [3.2, 0.5, 0.8]);
    addBox(mesh, move(at, 0, 0.6, 2.75), slanted('f2b01a', '161616', 0.4, 1), [3.2, 0.16, 0.05], {
      metric: true,
    });
    addBox(mesh, move(at, 0, 1.65, 0.6), dark, [1.8, 0.55, 0.5]);
    for (const [x, z] of [
      [-0.95, -0.4],
      [0.95, -0.4],
      [-0.95, 1.6],
      [0.95, 1.6],
    ] as const) {
      addTube(mesh, at, dark, [x, 1.6, z], [x, 2.9, z], 0.04);
    }
    addBox(mesh, move(at, 0, 2.9, 0.6), paint, [2.3, 0.12, 2.4]);
    addTube(mesh, at, steel, [0.7, 1.6, -0.6], [0.7, 2.6, -0.6], 0.07);
    addBeacon(mesh, move(at, 0.8, 3.1, 0.4), between(random, 0, 4));
    return [];
  },
};
