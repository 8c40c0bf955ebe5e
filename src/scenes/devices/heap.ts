import { addTriangle, type Vertex } from '../geometry/addTriangle.ts';
import { finish } from '../materials/finish.ts';
import type { Material } from '../materials/Material.ts';
import { fractalNoise, latticeNoise } from '../materials/noise.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';

/** A heap of a loose stuff about the origin. */
export function heapOf(colours: readonly string[], low: number, high: number): Device {
  return {
    role: 'site',
    size: [3, 1, 3],
    build(mesh, at, random) {
      const radius = between(random, low, high);
      const height = radius * between(random, 0.4, 0.6);
      const seed = random.int(1, 1e6);
      const stuff: Material = {
        ...finish(pick(random, colours)),
        paint(surface) {
          const n = fractalNoise(
            surface.x * 1.3 + surface.z,
            surface.y + surface.z * 0.6,
            seed,
            0.25,
            4,
            surface.footprint,
          );
          const keep = 0.45 + 1.1 * n;
          surface.red *= keep;
          surface.green *= keep;
          surface.blue *= keep;
        },
      };
      const rings = 8;
      const sides = 26;
      const bump = (ring: number, side: number): number => latticeNoise(ring, side % sides, seed) - 0.5;
      const corner = (ring: number, side: number): Vertex => {
        const share = ring / rings;
        const angle = (2 * Math.PI * side) / sides;
        const r = radius * share * (1 + bump(ring, side) * 0.25 * share);
        const y = height * (1 - share) ** 1.15 * (1 + bump(ring + 20, side) * 0.35 * (ring > 0 ? 1 : 0));
        const s = Math.sin(angle);
        const c = Math.cos(angle);
        const nx = s + bump(ring + 40, side) * 1.2;
        const nz = -c + bump(ring + 60, side) * 1.2;
        return [r * s, y, -r * c, nx, 1.5, nz, side / sides, share];
      };
      for (let ring = 0; ring < rings; ring += 1) {
        for (let side = 0; side < sides; side += 1) {
          const [a, b, c, d] = [
            corner(ring, side),
            corner(ring, side + 1),
            corner(ring + 1, side + 1),
            corner(ring + 1, side),
          ];
          addTriangle(mesh, at, stuff, a, b, c);
          addTriangle(mesh, at, stuff, a, c, d);
        }
      }
      return [];
    },
  };
}
