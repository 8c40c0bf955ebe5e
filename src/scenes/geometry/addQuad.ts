import type { Material } from '../materials/Material.ts';
import { addTriangle, type Vertex } from './addTriangle.ts';
import type { Mesh } from './Mesh.ts';
import type { Transform } from './Transform.ts';

export type Point = readonly [x: number, y: number, z: number];

/** A flat four-sided face; corners in order, texture (0,0) at the first, (1,0) at the second, (1,1) at the third. */
export function addQuad(
  mesh: Mesh,
  at: Transform,
  material: Material,
  corners: readonly [Point, Point, Point, Point],
  uv: readonly [u0: number, v0: number, u1: number, v1: number] = [0, 0, 1, 1],
): void {
  const [a, b, c, d] = corners;
  const e1 = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
  const e2 = [d[0] - a[0], d[1] - a[1], d[2] - a[2]] as const;
  const n = [
    e1[1] * e2[2] - e1[2] * e2[1],
    e1[2] * e2[0] - e1[0] * e2[2],
    e1[0] * e2[1] - e1[1] * e2[0],
  ] as const;
  const [u0, v0, u1, v1] = uv;
  const at0: Vertex = [...a, ...n, u0, v0];
  const at1: Vertex = [...b, ...n, u1, v0];
  const at2: Vertex = [...c, ...n, u1, v1];
  const at3: Vertex = [...d, ...n, u0, v1];
  addTriangle(mesh, at, material, at0, at1, at2);
  addTriangle(mesh, at, material, at0, at2, at3);
}
