import type { Mesh } from '../geometry/Mesh.ts';

/** Where a ray meets a triangle. One object is used again and again: this is filled millions of times a picture. */
export interface Hit {
  /** From the eye, metres. */
  distance: number;
  /** Unit normal, on the side of the eye. */
  nx: number;
  ny: number;
  nz: number;
  u: number;
  v: number;
  /** Cosine between the ray and the face. */
  slant: number;
}

export const createHit = (): Hit => ({ distance: 0, nx: 0, ny: 0, nz: 0, u: 0, v: 0, slant: 0 });

const clamp = (weight: number): number => Math.min(1, Math.max(0, weight));

/**
 * Meets the plane of a triangle and interpolates inside of it. A ray through the middle of an edge's samples may pass
 * just beside the triangle: weights and distance stay within it.
 */
export function meetTriangle(
  mesh: Mesh,
  id: number,
  eye: readonly [number, number, number],
  dx: number,
  dy: number,
  dz: number,
  hit: Hit,
): void {
  const { positions, normals, uvs } = mesh;
  const at = (array: readonly number[], index: number): number => array[index] as number;
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
  let t = (gx * ox + gy * oy + gz * oz) / (Math.abs(against) < 1e-12 ? 1e-12 : against);
  const nearest = Math.hypot(ox, oy, oz);
  const reach = Math.hypot(e1x, e1y, e1z) + Math.hypot(e2x, e2y, e2z);
  t = Math.min(Math.max(t, nearest - reach, 0.05), nearest + reach);
  const qx = dx * t - ox;
  const qy = dy * t - oy;
  const qz = dz * t - oz;
  const w2 = clamp(
    ((e1y * qz - e1z * qy) * gx + (e1z * qx - e1x * qz) * gy + (e1x * qy - e1y * qx) * gz) / squared,
  );
  const w1 = clamp(
    ((qy * e2z - qz * e2y) * gx + (qz * e2x - qx * e2z) * gy + (qx * e2y - qy * e2x) * gz) / squared,
  );
  const w0 = 1 - w1 - w2;
  const mix = (array: readonly number[], base: number, stride: number): number =>
    at(array, base) * w0 + at(array, base + stride) * w1 + at(array, base + 2 * stride) * w2;
  const nx = mix(normals, p, 3);
  const ny = mix(normals, p + 1, 3);
  const nz = mix(normals, p + 2, 3);
  const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
  const facing = nx * dx + ny * dy + nz * dz > 0 ? -1 / length : 1 / length;
  hit.distance = t;
  hit.nx = nx * facing;
  hit.ny = ny * facing;
  hit.nz = nz * facing;
  hit.u = mix(uvs, id * 6, 2);
  hit.v = mix(uvs, id * 6 + 1, 2);
  hit.slant = Math.abs(against) / Math.sqrt(squared);
}
