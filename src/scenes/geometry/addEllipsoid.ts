import type { Material } from '../materials/Material.ts';
import { addTriangle, type Vertex } from './addTriangle.ts';
import type { Mesh } from './Mesh.ts';
import type { Transform } from './Transform.ts';

/** An ellipsoid about the origin; `wantedRings` from pole to pole, twice as many sides. u around, v from bottom to top. */
export function addEllipsoid(
  mesh: Mesh,
  at: Transform,
  material: Material,
  radii: readonly [x: number, y: number, z: number],
  wantedRings = 7,
): void {
  const rings = Math.max(4, Math.round(wantedRings * mesh.detail));
  const sides = rings * 2;
  const corner = (ring: number, side: number): Vertex => {
    const latitude = Math.PI * (ring / rings - 0.5);
    const longitude = (2 * Math.PI * side) / sides;
    const nx = Math.cos(latitude) * Math.sin(longitude);
    const ny = Math.sin(latitude);
    const nz = -Math.cos(latitude) * Math.cos(longitude);
    return [nx * radii[0], ny * radii[1], nz * radii[2], nx, ny, nz, side / sides, ring / rings];
  };
  for (let ring = 0; ring < rings; ring += 1) {
    for (let side = 0; side < sides; side += 1) {
      const a = corner(ring, side);
      const b = corner(ring, side + 1);
      const c = corner(ring + 1, side + 1);
      const d = corner(ring + 1, side);
      if (ring > 0) addTriangle(mesh, at, material, a, b, c);
      if (ring < rings - 1) addTriangle(mesh, at, material, a, c, d);
    }
  }
}
