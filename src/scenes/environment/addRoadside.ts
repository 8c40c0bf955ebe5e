import { addBox } from '../geometry/addBox.ts';
import { addLathe } from '../geometry/addLathe.ts';
import { addPrism } from '../geometry/addPrism.ts';
import type { Point } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import { identity, move, yaw } from '../geometry/transforms.ts';
import { colour } from '../materials/colour.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { fractalNoise, latticeNoise } from '../materials/noise.ts';
import { bendRoad, placeOnRoad } from './placeOnRoad.ts';
import type { Road } from './Road.ts';

/** Steel rail on posts along one side. */
export function addGuardRail(mesh: Mesh, road: Road, x: number, from: number, to: number): void {
  const steel = finish('9a9d9f', { gloss: 0.3, dirt: 0.4 });
  for (let z = from; z < to; z += 4) {
    const at = placeOnRoad(road, x, 0, z + 2);
    addBox(mesh, move(at, 0, 0.45, 0), steel, [0.06, 0.32, 4.05]);
    addBox(mesh, move(at, x > 0 ? 0.08 : -0.08, 0, 0), steel, [0.1, 0.7, 0.12]);
  }
}

/** Permanent concrete barrier along the road. */
export function addConcreteBarrier(mesh: Mesh, road: Road, x: number, from: number, to: number): void {
  const concrete = finish('a3a099', { dirt: 0.5, grain: 0.6 });
  for (let z = from; z < to; z += 6) {
    addPrism(
      mesh,
      placeOnRoad(road, x, 0, z + 3),
      concrete,
      [
        [-0.3, 0],
        [0.3, 0],
        [0.13, 0.35],
        [0.1, 0.9],
        [-0.1, 0.9],
        [-0.13, 0.35],
      ],
      6.02,
    );
  }
}

/** A wall of rough stone or plain concrete along the road. */
export function addWall(
  mesh: Mesh,
  road: Road,
  x: number,
  height: number,
  from: number,
  to: number,
  seed: number,
): void {
  const rough: Material = {
    colour: colour(latticeNoise(3, 3, seed) < 0.5 ? '8a8478' : 'a09a8c'),
    paint(surface) {
      const cell = latticeNoise(Math.floor((surface.z + surface.y) / 0.5), Math.floor(surface.y / 0.3), seed);
      const fine = fractalNoise(surface.z + surface.x, surface.y, seed, 0.6, 4, surface.footprint);
      const detail = Math.max(0, 1 - surface.footprint / 0.4);
      const keep = 0.4 + 0.9 * fine + (cell - 0.5) * 0.35 * detail;
      surface.red *= keep;
      surface.green *= keep;
      surface.blue *= keep;
    },
  };
  for (let z = from; z < to; z += 6)
    addBox(mesh, placeOnRoad(road, x, -0.2, z + 3), rough, [0.5, height + 0.2, 6.05]);
}

/** A hedge along the road. */
export function addHedge(
  mesh: Mesh,
  road: Road,
  x: number,
  height: number,
  from: number,
  to: number,
  seed: number,
): void {
  const green: Material = {
    colour: colour('3f5a28'),
    paint(surface) {
      const keep =
        0.1 +
        1.7 *
          fractalNoise(
            surface.z + surface.x * 0.7,
            surface.y + surface.x * 0.5,
            seed,
            0.5,
            4,
            surface.footprint,
          );
      surface.red *= keep;
      surface.green *= keep;
      surface.blue *= keep * 0.8;
    },
  };
  for (let z = from; z < to; z += 3) {
    const h = height * (0.85 + 0.3 * latticeNoise(z, 1, seed));
    addBox(mesh, placeOnRoad(road, x, 0, z + 1.5), green, [1.1, h, 3.1], { top: [0.8, 3, 0] });
  }
}

/** Wooden poles with wires. */
export function addPowerLine(mesh: Mesh, road: Road, x: number, from: number, to: number): void {
  const wood = finish('5a4a3a', { dirt: 0.5, grain: 0.3 });
  const wire = finish('1c1c1e', { dirt: 0 });
  const gap = 35;
  for (let z = from; z < to; z += gap) {
    const at = placeOnRoad(road, x, 0, z);
    addTube(mesh, at, wood, [0, 0, 0], [0, 9, 0], 0.15, { endRadius: 0.1 });
    addBox(mesh, move(at, 0, 8.2, 0), wood, [2.2, 0.12, 0.12]);
    for (const side of [-1, 0, 1]) {
      for (let k = 0; k < 4; k += 1) {
        const sag = (t: number): Point => {
          const [wx, wy, wz] = bendRoad(road, x + side, 8.4 - 4 * 0.8 * t * (1 - t), z + gap * t);
          return [wx, wy, wz];
        };
        addTube(mesh, identity, wire, sag(k / 4), sag((k + 1) / 4), 0.018, { sides: 3 });
      }
    }
  }
}

/** A street lamp; its head is `lampHead` above the road's edge. */
export function addStreetLamp(mesh: Mesh, road: Road, x: number, z: number, on: boolean): void {
  const steel = finish('6a6d70', { gloss: 0.2, dirt: 0.2 });
  const at = placeOnRoad(road, x, 0, z);
  const reach = x > 0 ? -1.8 : 1.8;
  addTube(mesh, at, steel, [0, 0, 0], [0, 7.2, 0], 0.09, { endRadius: 0.06 });
  addTube(mesh, at, steel, [0, 7.1, 0], [reach, 7.5, 0], 0.045);
  addBox(
    mesh,
    move(at, reach, 7.42, 0),
    on ? finish('ffe0a8', { emission: 6, dirt: 0 }) : finish('c8cacc'),
    [0.7, 0.1, 0.26],
  );
}

/** Where that lamp shines from. */
export const lampHead = (road: Road, x: number, z: number): readonly [number, number, number] =>
  bendRoad(road, x + (x > 0 ? -1.8 : 1.8), 7.3, z);

/** The bonnet of the car that carries the camera. */
export function addBonnet(
  mesh: Mesh,
  eye: readonly [number, number, number],
  heading: number,
  hex: string,
): void {
  const paint = finish(hex, { gloss: 0.7, dirt: 0.2 });
  const at = yaw(move(identity, eye[0], 0, eye[2]), heading);
  const y = eye[1] - 0.42;
  addLathe(
    mesh,
    move(at, 0, y - 0.5, 0.75),
    paint,
    [
      [1.25, 0],
      [1.2, 0.25],
      [0.9, 0.38],
      [0, 0.44],
    ],
    28,
  );
}
