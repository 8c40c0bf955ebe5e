import type { Material } from '../materials/Material.ts';
import { latticeNoise } from '../materials/noise.ts';
import { addTriangle, type Vertex } from './addTriangle.ts';
import type { Mesh } from './Mesh.ts';
import type { Transform } from './Transform.ts';

/**
 * An ellipsoid about the origin. u around, v from bottom to top.
 *
 * @param wantedRings from pole to pole, with twice as many sides; fewer at low detail
 * @param rough how far corners stand out or in, as a share of the radius; `seed` says which
 */
export function addEllipsoid(
  mesh: Mesh,
  at: Transform,
  material: Material,
  radii: readonly [x: number, y: number, z: number],
  wantedRings = 7,
  rough = 0,
  seed = 0,
): void {
  const rings = Math.max(4, Math.round(wantedRings * mesh.detail));
  const sides = rings * 2;
  const corner = (ring: number, side: number): Vertex => {
    const latitude = Math.PI * (ring / rings - 0.5);
    const longitude = (2 * Math.PI * side) / sides;
    const nx = Math.cos(latitude) * Math.sin(longitude);
    const ny = Math.sin(latitude);
    const nz = -Math.cos(latitude) * Math.cos(longitude);
    // All corners of a pole are one point.
    const spot = ring === 0 || ring === rings ? 0 : side % sides;
    const r = rough === 0 ? 1 : 1 + rough * (latticeNoise(ring, spot, seed) - 0.5);
    return [nx * radii[0] * r, ny * radii[1] * r, nz * radii[2] * r, nx, ny, nz, side / sides, ring / rings];
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
