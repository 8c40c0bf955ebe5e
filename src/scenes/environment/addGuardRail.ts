import { addBox } from '../geometry/addBox.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { placeOnRoad } from './placeOnRoad.ts';
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
