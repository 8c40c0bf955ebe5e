import type { Material } from '../materials/Material.ts';
import { addTriangle, type Vertex } from './addTriangle.ts';
import type { Mesh } from './Mesh.ts';
import type { Transform } from './Transform.ts';

/**
 * A profile turned about the y axis. `profile` lists radius and height from bottom to top; a radius of 0 closes it.
 * Texture: u once around, v = height in metres.
 */
export function addLathe(
  mesh: Mesh,
  at: Transform,
  material: Material,
  profile: readonly (readonly [radius: number, height: number])[],
  wantedSides = 16,
): void {
  const sides = Math.min(wantedSides, Math.max(5, Math.round(wantedSides * mesh.detail)));
  for (let i = 0; i + 1 < profile.length; i += 1) {
    const [r0, y0] = profile[i] as readonly [number, number];
    const [r1, y1] = profile[i + 1] as readonly [number, number];
    const slope = r0 - r1;
    const rise = y1 - y0;
    const length = Math.hypot(slope, rise) || 1;
    for (let k = 0; k < sides; k += 1) {
      const corner = (step: number, r: number, y: number): Vertex => {
        const angle = (2 * Math.PI * step) / sides;
        const s = Math.sin(angle);
        const c = Math.cos(angle);
        return [r * s, y, -r * c, (s * rise) / length, slope / length, (-c * rise) / length, step / sides, y];
      };
      const a = corner(k, r0, y0);
      const b = corner(k + 1, r0, y0);
      const c = corner(k + 1, r1, y1);
      const d = corner(k, r1, y1);
      if (r0 > 0) addTriangle(mesh, at, material, a, b, c);
      if (r1 > 0) addTriangle(mesh, at, material, a, c, d);
    }
  }
}
