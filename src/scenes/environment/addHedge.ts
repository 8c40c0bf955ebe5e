import { addBox } from '../geometry/addBox.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import { colour } from '../materials/colour.ts';
import type { Material } from '../materials/Material.ts';
import { fractalNoise, latticeNoise } from '../materials/noise.ts';
import { placeOnRoad } from './placeOnRoad.ts';
import type { Road } from './Road.ts';

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
