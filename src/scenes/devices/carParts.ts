import type { Random } from '../../support/random/Random.ts';
import { addBox } from '../geometry/addBox.ts';
import { addPrism } from '../geometry/addPrism.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';
import { move, yaw } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';
import { addWheel } from './wheel.ts';

const glass = finish('1a2126', { gloss: 0.9, dirt: 0.05 });

const headlamp = finish('e8ecef', { gloss: 0.8, emission: 0.4, dirt: 0 });

const tailLamp = finish('c01818', { gloss: 0.6, emission: 0.7, dirt: 0, retro: 1 });

const trim = finish('202124', { gloss: 0.2 });

const plate = finish('e9e9e2', { dirt: 0.2, retro: 2 });

export const paints = [
  '1b1c1f',
  '8d9094',
  'c9ccce',
  'e6e7e6',
  '7a1519',
  '1f3a63',
  '3d4044',
  '5d6a58',
  'a58f6c',
  '2f5a86',
];

export interface CarShape {
  readonly length: number;
  readonly width: number;
  /** Side view of body and of the glazed top, as shares of the length and metres of height; the bow lies at z < 0. */
  readonly body: readonly (readonly [number, number])[];
  readonly cabin: readonly (readonly [number, number])[];
}

export const saloon: CarShape = {
  length: 4.5,
  width: 1.8,
  body: [
    [-0.5, 0.3],
    [0.5, 0.3],
    [0.5, 0.85],
    [0.47, 0.98],
    [0.3, 1],
    [-0.2, 0.97],
    [-0.46, 0.78],
    [-0.5, 0.62],
  ],
  cabin: [
    [-0.24, 0.95],
    [0.36, 0.98],
    [0.2, 1.42],
    [-0.06, 1.45],
  ],
};

const hatchback: CarShape = {
  length: 3.9,
  width: 1.72,
  body: [
    [-0.5, 0.3],
    [0.5, 0.3],
    [0.5, 0.95],
    [0.46, 1.02],
    [-0.24, 0.98],
    [-0.46, 0.82],
    [-0.5, 0.65],
  ],
  cabin: [
    [-0.28, 0.96],
    [0.47, 1],
    [0.38, 1.45],
    [-0.06, 1.5],
  ],
};

export const utility: CarShape = {
  length: 4.6,
  width: 1.88,
  body: [
    [-0.5, 0.38],
    [0.5, 0.38],
    [0.5, 1.05],
    [0.48, 1.12],
    [-0.22, 1.1],
    [-0.47, 0.98],
    [-0.5, 0.7],
  ],
  cabin: [
    [-0.24, 1.06],
    [0.48, 1.1],
    [0.43, 1.65],
    [-0.08, 1.7],
  ],
};

const van: CarShape = {
  length: 5.2,
  width: 1.95,
  body: [
    [-0.5, 0.35],
    [0.5, 0.35],
    [0.5, 2.25],
    [-0.2, 2.25],
    [-0.36, 1.35],
    [-0.48, 1.15],
    [-0.5, 0.8],
  ],
  cabin: [
    [-0.37, 1.3],
    [-0.2, 1.3],
    [-0.17, 2],
    [-0.22, 2.08],
  ],
};

/** A car that faces −z: shows its front to who looks along +z. */
export function addCar(mesh: Mesh, at: Transform, shape: CarShape, paint: Material): void {
  const { length, width } = shape;
  const side = yaw(at, -Math.PI / 2);
  // Turned so that the outline's x axis becomes z of the car.
  const stretch = (points: CarShape['body']): (readonly [number, number])[] =>
    points.map(([z, y]) => [z * length, y] as const);
  addPrism(mesh, side, paint, stretch(shape.body), width);
  addPrism(mesh, side, glass, stretch(shape.cabin), width * 0.86);
  const top = shape.cabin.slice(2);
  const [backTop, frontTop] = [top[0] ?? [0.2, 1.4], top[1] ?? [-0.1, 1.4]];
  addBox(
    mesh,
    move(at, 0, Math.max(backTop[1], frontTop[1]) - 0.04, ((backTop[0] + frontTop[0]) / 2) * length),
    paint,
    [width * 0.82, 0.06, Math.abs(backTop[0] - frontTop[0]) * length * 1.04],
  );
  for (const x of [-1, 1]) {
    for (const z of [-0.32, 0.31]) addWheel(mesh, at, x * (width / 2 - 0.09), z * length, 0.32, 0.22);
    addBox(mesh, move(at, x * width * 0.36, 0.6, -length * 0.498), headlamp, [0.36, 0.15, 0.08]);
    addBox(mesh, move(at, x * width * 0.4, 0.72, length * 0.498), tailLamp, [0.24, 0.18, 0.06]);
    addBox(mesh, move(at, x * (width / 2 + 0.08), 0.98, -length * 0.16), paint, [0.18, 0.12, 0.1]);
  }
  if (shape === van) {
    for (const x of [-0.42, 0.42]) addBox(mesh, move(at, x, 1.35, length * 0.5), glass, [0.68, 0.6, 0.04]);
    addBox(mesh, move(at, 0, 0.45, length * 0.5), trim, [0.03, 1.7, 0.04]);
  }
  addBox(mesh, move(at, 0, 0.34, -length * 0.5), trim, [width * 0.9, 0.16, 0.06]);
  addBox(mesh, move(at, 0, 0.52, -length * 0.495), trim, [width * 0.42, 0.16, 0.05]);
  addBox(mesh, move(at, 0, 0.34, length * 0.5), trim, [width * 0.9, 0.18, 0.06]);
  addBox(mesh, move(at, 0, 0.58, length * 0.505), plate, [0.5, 0.12, 0.03]);
  addBox(mesh, move(at, 0, 0.38, -length * 0.507), plate, [0.5, 0.12, 0.03]);
}

export const carDevice = (
  choosePaint: (random: Random) => string,
  role: Device['role'] = 'ordinary',
): Device => ({
  role,
  size: [1.85, 1.5, 4.6],
  build(mesh, at, random) {
    const shape = pick(random, [saloon, saloon, hatchback, hatchback, utility, van]);
    const paint = finish(choosePaint(random), {
      gloss: 0.55,
      dirt: between(random, 0, 0.35),
      seed: random.int(1, 1e6),
    });
    addCar(mesh, at, shape, paint);
    return [];
  },
});
