import { addBox } from '../geometry/addBox.ts';
import type { Point } from '../geometry/addQuad.ts';
import { addTube } from '../geometry/addTube.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import { identity, move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { bendRoad, placeOnRoad } from './placeOnRoad.ts';
import type { Road } from './Road.ts';

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
