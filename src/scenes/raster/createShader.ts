import type { Mesh } from '../geometry/Mesh.ts';
import type { Material, Surface } from '../materials/Material.ts';
import { addLampLight } from './addLampLight.ts';
import type { Lighting } from './Lighting.ts';
import { createHit, meetTriangle } from './meetTriangle.ts';
import type { ShadowMap } from './ShadowMap.ts';

/** Light that comes to the eye along a unit ray from a triangle, written to `out` (red, green, blue; linear). */
export type Shader = (
  id: number,
  eye: readonly [number, number, number],
  dx: number,
  dy: number,
  dz: number,
  out: Float64Array,
) => void;

/**
 * Lambert's law for sun, sky and lamps, a Phong highlight, the sky mirrored by glossy surfaces (Schlick's
 * approximation of Fresnel's formula), and fog by Bouguer's law.
 *
 * @param pixelAngle angle of a pixel, radians
 */
export function createShader(mesh: Mesh, lighting: Lighting, shadow: ShadowMap, pixelAngle: number): Shader {
  const surface: Surface = {
    ...{ x: 0, y: 0, z: 0, u: 0, v: 0, footprint: 0 },
    ...{ red: 0, green: 0, blue: 0, gloss: 0, emission: 0, retro: 0 },
  };
  const hit = createHit();
  const mirrored = new Float64Array(3);
  const { sun, sunlight, skylight, bounce, lamps, fog, sky } = lighting;

  return (id, eye, dx, dy, dz, out) => {
    meetTriangle(mesh, id, eye, dx, dy, dz, hit);
    const { distance, nx, ny, nz } = hit;
    const material = mesh.materials[mesh.materialOf[id] as number] as Material;
    surface.x = eye[0] + dx * distance;
    surface.y = eye[1] + dy * distance;
    surface.z = eye[2] + dz * distance;
    surface.u = hit.u;
    surface.v = hit.v;
    surface.footprint = (distance * pixelAngle) / Math.sqrt(Math.max(hit.slant, 0.02));
    [surface.red, surface.green, surface.blue] = material.colour;
    surface.gloss = material.gloss ?? 0;
    surface.emission = material.emission ?? 0;
    surface.retro = material.retro ?? 0;
    material.paint?.(surface);

    const towardsSun = nx * sun[0] + ny * sun[1] + nz * sun[2];
    const push = 0.02 + distance * pixelAngle;
    const lit =
      towardsSun > 0 ? shadow(surface.x + nx * push, surface.y + ny * push, surface.z + nz * push) : 0;
    const direct = towardsSun > 0 ? towardsSun * lit : 0;
    const open = 0.5 + 0.5 * ny;
    // Under an overhang the sky is hidden too: a shadowed point gets less of it.
    const ambient = 0.72 + 0.28 * lit;
    for (let c = 0; c < 3; c += 1) {
      const around = open * (skylight[c] as number) + (1 - open) * (bounce[c] as number);
      out[c] = direct * (sunlight[c] as number) + ambient * around;
    }
    for (const lamp of lamps) addLampLight(lamp, surface, hit, out);
    out[0] = ((out[0] as number) + surface.emission) * surface.red;
    out[1] = ((out[1] as number) + surface.emission) * surface.green;
    out[2] = ((out[2] as number) + surface.emission) * surface.blue;

    if (surface.gloss > 0) {
      const toNormal = nx * dx + ny * dy + nz * dz;
      const rx = dx - 2 * toNormal * nx;
      const ry = dy - 2 * toNormal * ny;
      const rz = dz - 2 * toNormal * nz;
      const mirror = surface.gloss * (0.06 + 0.94 * (1 - Math.abs(toNormal)) ** 5);
      if (ry > 0) sky(rx, ry, rz, mirrored);
      else mirrored.set(bounce);
      const spark = Math.max(0, rx * sun[0] + ry * sun[1] + rz * sun[2]);
      const highlight = surface.gloss * lit * 0.35 * spark ** 60;
      for (let c = 0; c < 3; c += 1) {
        out[c] = (out[c] as number) + mirror * (mirrored[c] as number) + highlight * (sunlight[c] as number);
      }
    }

    const clear = Math.exp(-fog.density * distance);
    for (let c = 0; c < 3; c += 1) {
      out[c] = (out[c] as number) * clear + (fog.colour[c] as number) * (1 - clear);
    }
  };
}
