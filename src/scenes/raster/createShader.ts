import type { Mesh } from '../geometry/Mesh.ts';
import type { Material, Surface } from '../materials/Material.ts';
import type { Lighting } from './Lighting.ts';
import type { ShadowMap } from './ShadowMap.ts';

/**
 * Light that comes to the eye along a ray from a triangle, written to `out` (red, green, blue; linear).
 *
 * @param pixelAngle angle of a pixel, radians
 */
export type Shader = (
  id: number,
  eye: readonly [number, number, number],
  dx: number,
  dy: number,
  dz: number,
  out: Float64Array,
) => void;

/** Lambert's law for sun, sky and lamps, a Blinn-Phong highlight, sky mirrored by glossy surfaces, and fog. */
export function createShader(mesh: Mesh, lighting: Lighting, shadow: ShadowMap, pixelAngle: number): Shader {
  const surface: Surface = {
    ...{ x: 0, y: 0, z: 0, u: 0, v: 0, footprint: 0 },
    ...{ red: 0, green: 0, blue: 0, gloss: 0, emission: 0, retro: 0 },
  };
  const { positions, normals, uvs } = mesh;
  const at = (array: readonly number[], index: number): number => array[index] as number;
  const mirrored = new Float64Array(3);
  const { sun, sunlight, skylight, bounce, lamps, fog, sky } = lighting;

  return (id, eye, dx, dy, dz, out) => {
    const p = id * 9;
    const e1x = at(positions, p + 3) - at(positions, p);
    const e1y = at(positions, p + 4) - at(positions, p + 1);
    const e1z = at(positions, p + 5) - at(positions, p + 2);
    const e2x = at(positions, p + 6) - at(positions, p);
    const e2y = at(positions, p + 7) - at(positions, p + 1);
    const e2z = at(positions, p + 8) - at(positions, p + 2);
    const gx = e1y * e2z - e1z * e2y;
    const gy = e1z * e2x - e1x * e2z;
    const gz = e1x * e2y - e1y * e2x;
    const squared = gx * gx + gy * gy + gz * gz || 1e-20;
    const against = gx * dx + gy * dy + gz * dz;
    const ox = at(positions, p) - eye[0];
    const oy = at(positions, p + 1) - eye[1];
    const oz = at(positions, p + 2) - eye[2];
    // A centroid of samples may lie just off a triangle seen edge-on: the distance stays within the triangle's.
    let t = (gx * ox + gy * oy + gz * oz) / (Math.abs(against) < 1e-12 ? 1e-12 : against);
    const nearest = Math.hypot(ox, oy, oz);
    const reach = Math.hypot(e1x, e1y, e1z) + Math.hypot(e2x, e2y, e2z);
    t = Math.min(Math.max(t, nearest - reach, 0.05), nearest + reach);
    const qx = dx * t - ox;
    const qy = dy * t - oy;
    const qz = dz * t - oz;
    const clamp = (w: number): number => Math.min(1, Math.max(0, w));
    const w2 = clamp(
      ((e1y * qz - e1z * qy) * gx + (e1z * qx - e1x * qz) * gy + (e1x * qy - e1y * qx) * gz) / squared,
    );
    const w1 = clamp(
      ((qy * e2z - qz * e2y) * gx + (qz * e2x - qx * e2z) * gy + (qx * e2y - qy * e2x) * gz) / squared,
    );
    const w0 = 1 - w1 - w2;
    const mix = (array: readonly number[], base: number, stride: number): number =>
      at(array, base) * w0 + at(array, base + stride) * w1 + at(array, base + 2 * stride) * w2;
    let nx = mix(normals, p, 3);
    let ny = mix(normals, p + 1, 3);
    let nz = mix(normals, p + 2, 3);
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
    const facing = nx * dx + ny * dy + nz * dz > 0 ? -1 / length : 1 / length;
    nx *= facing;
    ny *= facing;
    nz *= facing;
    const slant = Math.abs(against) / Math.sqrt(squared);

    const material = mesh.materials[mesh.materialOf[id] as number] as Material;
    surface.x = eye[0] + dx * t;
    surface.y = eye[1] + dy * t;
    surface.z = eye[2] + dz * t;
    surface.u = mix(uvs, id * 6, 2);
    surface.v = mix(uvs, id * 6 + 1, 2);
    surface.footprint = (t * pixelAngle) / Math.sqrt(Math.max(slant, 0.02));
    [surface.red, surface.green, surface.blue] = material.colour;
    surface.gloss = material.gloss ?? 0;
    surface.emission = material.emission ?? 0;
    surface.retro = material.retro ?? 0;
    material.paint?.(surface);

    const towardsSun = nx * sun[0] + ny * sun[1] + nz * sun[2];
    const push = 0.02 + t * pixelAngle;
    const lit =
      towardsSun > 0 ? shadow(surface.x + nx * push, surface.y + ny * push, surface.z + nz * push) : 0;
    const direct = towardsSun > 0 ? towardsSun * lit : 0;
    const open = 0.5 + 0.5 * ny;
    // Under an overhang the sky is hidden too: a shadowed point gets less of it.
    const ambient = 0.72 + 0.28 * lit;
    let red = direct * sunlight[0] + ambient * (open * skylight[0] + (1 - open) * bounce[0]);
    let green = direct * sunlight[1] + ambient * (open * skylight[1] + (1 - open) * bounce[1]);
    let blue = direct * sunlight[2] + ambient * (open * skylight[2] + (1 - open) * bounce[2]);
    for (const lamp of lamps) {
      const lx = lamp.position[0] - surface.x;
      const ly = lamp.position[1] - surface.y;
      const lz = lamp.position[2] - surface.z;
      const square = lx * lx + ly * ly + lz * lz + 0.3;
      const distance = Math.sqrt(square);
      let strength = 1 / square;
      if (lamp.beam) {
        const { axis, halfCosine } = lamp.beam;
        const cosine = -(lx * axis[0] + ly * axis[1] + lz * axis[2]) / distance;
        if (cosine <= 0) continue;
        const off = (1 - cosine) / (1 - halfCosine);
        strength /= 1 + off * off * off;
      }
      const cosine = Math.max(0, (nx * lx + ny * ly + nz * lz) / distance);
      const back = lamp.atEye ? surface.retro * Math.sqrt(slant) : 0;
      strength *= cosine + back;
      red += strength * lamp.power[0];
      green += strength * lamp.power[1];
      blue += strength * lamp.power[2];
    }
    red = (red + surface.emission) * surface.red;
    green = (green + surface.emission) * surface.green;
    blue = (blue + surface.emission) * surface.blue;

    if (surface.gloss > 0) {
      const along = 2 * (nx * dx + ny * dy + nz * dz);
      const rx = dx - along * nx;
      const ry = dy - along * ny;
      const rz = dz - along * nz;
      // Schlick's approximation of Fresnel's formula, R0 = 0.06.
      const grazing = 1 - Math.abs(nx * dx + ny * dy + nz * dz);
      const mirror = surface.gloss * (0.06 + 0.94 * grazing ** 5);
      if (ry > 0) sky(rx, ry, rz, mirrored);
      else mirrored.set(bounce);
      const spark = Math.max(0, rx * sun[0] + ry * sun[1] + rz * sun[2]);
      const highlight = surface.gloss * lit * 0.35 * spark ** 60;
      red += mirror * (mirrored[0] as number) + highlight * sunlight[0];
      green += mirror * (mirrored[1] as number) + highlight * sunlight[1];
      blue += mirror * (mirrored[2] as number) + highlight * sunlight[2];
    }

    const clear = Math.exp(-fog.density * t);
    out[0] = red * clear + fog.colour[0] * (1 - clear);
    out[1] = green * clear + fog.colour[1] * (1 - clear);
    out[2] = blue * clear + fog.colour[2] * (1 - clear);
  };
}
