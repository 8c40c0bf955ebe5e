import { addBox } from '../geometry/addBox.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { addTube } from '../geometry/addTube.ts';
import { move, scale, yaw } from '../geometry/transforms.ts';
import type { Device } from './Device.ts';
import { addTrack, dark, glass, machinePaint, steel } from './machineParts.ts';
import { between, chance } from './pick.ts';
import { addBeacon } from './truckParts.ts';

/** A tracked excavator; its arm reaches towards −z. */
export const excavator: Device = {
  role: 'machine',
  size: [2.6, 3.6, 6],
  build(mesh, at, random) {
    const body = scale(at, between(random, 0.7, 1.05));
    const paint = machinePaint(random);
    addTrack(mesh, move(body, -0.95, 0, 0), 3.3, 0.8, 0.5);
    addTrack(mesh, move(body, 0.95, 0, 0), 3.3, 0.8, 0.5);
    addBox(mesh, move(body, 0, 0.5, 0), dark, [1.3, 0.45, 1.4]);
    const house = yaw(move(body, 0, 0.95, 0), between(random, -0.9, 0.9));
    addPrism(
      mesh,
      yaw(house, -Math.PI / 2),
      paint,
      [
        [-0.9, 0],
        [1.75, 0],
        [1.85, 0.5],
        [1.7, 1.15],
        [0.2, 1.15],
        [0.1, 0.55],
        [-0.9, 0.5],
      ],
      2.3,
    );
    addBox(mesh, move(house, 0, 0.2, 1.78), dark, [1.8, 0.5, 0.1]);
    // Cab on the left.
    addBox(mesh, move(house, -0.66, 0.5, -0.4), paint, [0.95, 0.35, 1.35]);
    addBox(mesh, move(house, -0.66, 0.85, -0.4), glass, [0.9, 0.85, 1.3], { top: [0.85, 1.05, 0.08] });
    addBox(mesh, move(house, -0.66, 1.68, -0.34), paint, [0.98, 0.1, 1.25]);
    for (const [x, z] of [
      [-1.12, -1.05],
      [-0.2, -1.05],
      [-1.12, 0.22],
      [-0.2, 0.22],
    ] as const) {
      addBox(mesh, move(house, x, 0.8, z), paint, [0.07, 0.92, 0.07]);
    }
    const lift = between(random, -0.4, 0.6);
    const elbow = [0.25, 2.5 + lift, -2] as const;
    const tip = [0.25, 1.1 + lift * 1.1, -3.6 - lift] as const;
    const shoulder = [0.25, 0.6, -0.7] as const;
    const knee = [0.25, 2.3 + lift * 0.6, -1.1] as const;
    addTube(mesh, house, paint, shoulder, knee, 0.24, { sides: 6, endRadius: 0.24 });
    addTube(mesh, house, paint, knee, elbow, 0.24, { sides: 6, endRadius: 0.18 });
    addTube(mesh, house, paint, [0.25, elbow[1] + 0.25, elbow[2] + 0.35], tip, 0.19, {
      sides: 6,
      endRadius: 0.13,
    });
    addTube(mesh, house, steel, [0.25, 0.75, -0.95], [0.25, 2.15 + lift * 0.6, -1.35], 0.07);
    addTube(
      mesh,
      house,
      steel,
      [0.25, knee[1] + 0.35, knee[2]],
      [0.25, elbow[1] + 0.3, elbow[2] + 0.3],
      0.07,
    );
    addPrism(
      mesh,
      yaw(move(house, tip[0], tip[1], tip[2]), -Math.PI / 2),
      steel,
      [
        [-0.1, 0.1],
        [0.1, -0.7],
        [0.55, -0.85],
        [0.75, -0.4],
        [0.3, 0.1],
      ],
      0.85,
    );
    if (chance(random, 0.5)) addBeacon(mesh, move(house, -0.66, 1.85, -0.2), between(random, 0, 4));
    return [];
  },
};
