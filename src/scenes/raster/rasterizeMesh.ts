import type { Mesh } from '../geometry/Mesh.ts';
import type { Frame } from './Frame.ts';
import { type Corner, fillTriangle } from './fillTriangle.ts';
import type { View } from './View.ts';

/** Nearer than this (metres) nothing is drawn. */
const nearPlane = 0.15;

/** Draws the triangles of the mesh, or those from `range.from` up to `range.to`, into the frame. */
export function rasterizeMesh(
  frame: Frame,
  mesh: Mesh,
  view: View,
  range: { readonly from: number; readonly to: number } = { from: 0, to: mesh.materialOf.length },
): void {
  // Camera space x, y, z, then u, v.
  const corners = [new Float64Array(5), new Float64Array(5), new Float64Array(5)] as const;
  const clipped = Array.from({ length: 4 }, () => new Float64Array(5));
  for (let id = range.from; id < range.to; id += 1) {
    const solid = mesh.materials[mesh.materialOf[id] as number]?.solid;
    let behind = 0;
    for (let k = 0; k < 3; k += 1) {
      const corner = corners[k] as Float64Array;
      toCamera(mesh, id * 3 + k, view, corner);
      if (!view.parallel && (corner[2] as number) < nearPlane) behind += 1;
    }
    if (behind === 3) continue;
    if (behind === 0) {
      for (const corner of corners) project(corner, view);
      if (misses(frame, corners)) continue;
      fillTriangle(frame, corners[0], corners[1], corners[2], id, solid);
      continue;
    }
    const n = clip(corners, clipped);
    for (let k = 0; k < n; k += 1) project(clipped[k] as Float64Array, view);
    for (let k = 2; k < n; k += 1) {
      fillTriangle(frame, clipped[0] as Corner, clipped[k - 1] as Corner, clipped[k] as Corner, id, solid);
    }
  }
}

function toCamera(mesh: Mesh, vertex: number, view: View, out: Float64Array): void {
  const { eye, right, up, forward } = view;
  const x = (mesh.positions[vertex * 3] as number) - eye[0];
  const y = (mesh.positions[vertex * 3 + 1] as number) - eye[1];
  const z = (mesh.positions[vertex * 3 + 2] as number) - eye[2];
  out[0] = x * right[0] + y * right[1] + z * right[2];
  out[1] = x * up[0] + y * up[1] + z * up[2];
  out[2] = x * forward[0] + y * forward[1] + z * forward[2];
  out[3] = mesh.uvs[vertex * 2] as number;
  out[4] = mesh.uvs[vertex * 2 + 1] as number;
}

/** Camera space to the sample grid, in place. */
function project(corner: Float64Array, view: View): void {
  const near = view.parallel ? 1 : 1 / (corner[2] as number);
  const depth = corner[2] as number;
  corner[0] = view.centre[0] + (corner[0] as number) * near * view.scale;
  corner[1] = view.centre[1] - (corner[1] as number) * near * view.scale;
  corner[2] = view.parallel ? -depth : near;
  corner[3] = (corner[3] as number) * (view.parallel ? -depth : near);
  corner[4] = (corner[4] as number) * (view.parallel ? -depth : near);
}

function misses(frame: Frame, corners: readonly Float64Array[]): boolean {
  let left = 0;
  let right = 0;
  let above = 0;
  let below = 0;
  for (const corner of corners) {
    if ((corner[0] as number) < 0) left += 1;
    if ((corner[0] as number) > frame.width) right += 1;
    if ((corner[1] as number) < 0) above += 1;
    if ((corner[1] as number) > frame.height) below += 1;
  }
  return left === 3 || right === 3 || above === 3 || below === 3;
}

/** Cuts a triangle at the near plane: 3 or 4 corners. */
function clip(corners: readonly Float64Array[], out: readonly Float64Array[]): number {
  let n = 0;
  for (let k = 0; k < 3; k += 1) {
    const a = corners[k] as Float64Array;
    const b = corners[(k + 1) % 3] as Float64Array;
    const inside = (a[2] as number) >= nearPlane;
    if (inside) (out[n++] as Float64Array).set(a);
    if (inside !== (b[2] as number) >= nearPlane) {
      const t = (nearPlane - (a[2] as number)) / ((b[2] as number) - (a[2] as number));
      const corner = out[n++] as Float64Array;
      for (let i = 0; i < 5; i += 1) {
        corner[i] = (a[i] as number) + ((b[i] as number) - (a[i] as number)) * t;
      }
    }
  }
  return n;
}
