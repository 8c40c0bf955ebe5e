import { addPrism } from '../geometry/addPrism.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import { finish } from '../materials/finish.ts';
import { placeOnRoad } from './placeOnRoad.ts';
import type { Road } from './Road.ts';

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
