import type { Mesh } from '../geometry/Mesh.ts';
import type { View } from './View.ts';

/**
 * Left, top, right and bottom on the sample grid of a range of triangles; absent when a corner is behind the camera.
 */
export function projectedBounds(
  mesh: Mesh,
  view: View,
  from = 0,
  to = mesh.materialOf.length,
): readonly [number, number, number, number] | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const { eye, right: r, up: u, forward: f, scale, centre } = view;
  for (let i = from * 9; i < to * 9; i += 3) {
    const x = (mesh.positions[i] as number) - eye[0];
    const y = (mesh.positions[i + 1] as number) - eye[1];
    const z = (mesh.positions[i + 2] as number) - eye[2];
    const depth = x * f[0] + y * f[1] + z * f[2];
    if (depth < 0.2) return undefined;
    const px = centre[0] + ((x * r[0] + y * r[1] + z * r[2]) / depth) * scale;
    const py = centre[1] - ((x * u[0] + y * u[1] + z * u[2]) / depth) * scale;
    left = Math.min(left, px);
    right = Math.max(right, px);
    top = Math.min(top, py);
    bottom = Math.max(bottom, py);
  }
  return [left, top, right, bottom];
}
