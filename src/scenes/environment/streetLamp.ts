import { addBox } from '../geometry/addBox.ts';
import { addTube } from '../geometry/addTube.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { bendRoad, placeOnRoad } from './placeOnRoad.ts';
import type { Road } from './Road.ts';

/** From the pole to the head, over the road; metres. */
const reachOf = (x: number): number => (x > 0 ? -1.8 : 1.8);

/** A street lamp; its head is `lampHead` above the road's edge. */
export function addStreetLamp(mesh: Mesh, road: Road, x: number, z: number, on: boolean): void {
  const steel = finish('6a6d70', { gloss: 0.2, dirt: 0.2 });
  const at = placeOnRoad(road, x, 0, z);
  const reach = reachOf(x);
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
  bendRoad(road, x + reachOf(x), 7.3, z);
