import type { Surface } from '../materials/Material.ts';
import type { Lamp } from './Lighting.ts';
import type { Hit } from './meetTriangle.ts';

/** Adds to `light` (red, green, blue) what a lamp gives to a spot: inverse square, within its beam. */
export function addLampLight(lamp: Lamp, surface: Surface, hit: Hit, light: Float64Array): void {
  const lx = lamp.position[0] - surface.x;
  const ly = lamp.position[1] - surface.y;
  const lz = lamp.position[2] - surface.z;
  // The constant keeps a spot close to the lamp from outshining everything.
  const square = lx * lx + ly * ly + lz * lz + 0.3;
  const distance = Math.sqrt(square);
  let strength = 1 / square;
  if (lamp.beam) {
    const { axis, halfCosine } = lamp.beam;
    const cosine = -(lx * axis[0] + ly * axis[1] + lz * axis[2]) / distance;
    if (cosine <= 0) return;
    const off = (1 - cosine) / (1 - halfCosine);
    strength /= 1 + off * off * off;
  }
  const cosine = Math.max(0, (hit.nx * lx + hit.ny * ly + hit.nz * lz) / distance);
  strength *= cosine + (lamp.atEye ? surface.retro * Math.sqrt(hit.slant) : 0);
  for (let c = 0; c < 3; c += 1) light[c] = (light[c] as number) + strength * (lamp.power[c] as number);
}
