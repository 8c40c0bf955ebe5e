import { addBox } from '../geometry/addBox.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import { colour } from '../materials/colour.ts';
import type { Material } from '../materials/Material.ts';
import { fractalNoise, latticeNoise } from '../materials/noise.ts';
import { placeOnRoad } from './placeOnRoad.ts';
import type { Road } from './Road.ts';

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
