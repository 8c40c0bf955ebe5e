import { addQuad, type Point } from '../geometry/addQuad.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import { identity } from '../geometry/transforms.ts';
import type { Material } from '../materials/Material.ts';
import { bendRoad } from './placeOnRoad.ts';
import type { Road } from './Road.ts';

const stations: readonly number[] = (() => {
  const list = [-25, -15, -8];
  for (let z = -4; z < 420; z += Math.max(3, z * 0.09)) list.push(z);
  return [...list, 420];
})();

/**
 * A strip along the road from one lateral position and height to another. Texture: u across and v along, metres, so
 * that its material can draw what lies at a place of the road.
 */
export function addStrip(
  mesh: Mesh,
  road: Road,
  material: Material,
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
): void {
  const across = from[0] === to[0] ? [from[1], to[1]] : [from[0], to[0]];
  for (let k = 0; k + 1 < stations.length; k += 1) {
    const z0 = stations[k] as number;
    const z1 = stations[k + 1] as number;
    const corner = (side: readonly [number, number], z: number): Point => bendRoad(road, side[0], side[1], z);
    addQuad(
      mesh,
      identity,
      material,
      [corner(from, z0), corner(to, z0), corner(to, z1), corner(from, z1)],
      [across[0] as number, z0, across[1] as number, z1],
    );
  }
}
