import type { Random } from '../../support/random/Random.ts';
import { addBox } from '../geometry/addBox.ts';
import { addLathe } from '../geometry/addLathe.ts';
import { addPrism } from '../geometry/addPrism.ts';
import { addTube } from '../geometry/addTube.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move, roll, scale, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { slanted } from '../materials/stripes.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';
import { addBeacon } from './trucks.ts';
import { addWheel } from './wheel.ts';

const glass = finish('20282c', { gloss: 0.9, dirt: 0.1 });
const dark = finish('232426', { dirt: 0.5 });
const steel = finish('5a5c5f', { gloss: 0.25, dirt: 0.5 });

const machinePaint = (random: Random): Material =>
  finish(pick(random, ['f2b01a', 'f4b91f', 'f0a512', 'f26a1c', 'e8c21a']), {
    gloss: 0.3,
    dirt: between(random, 0.2, 0.6),
    seed: random.int(1, 1e6),
  });

/** A track frame with round ends, along z. */
function addTrack(mesh: Mesh, at: Transform, length: number, height: number, width: number): void {
  const half = length / 2;
  const r = height / 2;
  const outline: [number, number][] = [];
  for (let k = 0; k <= 6; k += 1)
    outline.push([half - r + r * Math.sin((k * Math.PI) / 6), r - r * Math.cos((k * Math.PI) / 6)]);
  for (let k = 0; k <= 6; k += 1)
    outline.push([-half + r - r * Math.sin((k * Math.PI) / 6), r + r * Math.cos((k * Math.PI) / 6)]);
  addPrism(mesh, yaw(at, -Math.PI / 2), finish('2a2826', { dirt: 0.7 }), outline, width);
  for (let k = -2; k <= 2; k += 1) {
    const hub = roll(move(at, width / 2 + 0.02, r, (k * (half - r)) / 2.1), Math.PI / 2);
    addLathe(
      mesh,
      hub,
      steel,
      [
        [0, 0],
        [r * 0.62, 0],
        [r * 0.62, width + 0.04],
        [0, width + 0.04],
      ],
      12,
    );
  }
}

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
