import type { Material } from '../materials/Material.ts';
import type { Mesh } from './Mesh.ts';
import type { Transform } from './Transform.ts';

/** A vertex: x, y, z, normal x, y, z, u, v. */
export type Vertex = readonly [number, number, number, number, number, number, number, number];

/** Adds one triangle, moved by `at`. Normals go through the linear part (scales are near uniform in all uses). */
export function addTriangle(
  mesh: Mesh,
  at: Transform,
  material: Material,
  a: Vertex,
  b: Vertex,
  c: Vertex,
): void {
  push(mesh, at, a);
  push(mesh, at, b);
  push(mesh, at, c);
  let index = mesh.materials.lastIndexOf(material);
  if (index < 0) index = mesh.materials.push(material) - 1;
  mesh.materialOf.push(index);
  mesh.objectOf.push(mesh.object);
}

function push(mesh: Mesh, at: Transform, vertex: Vertex): void {
  const [x, y, z, nx, ny, nz, u, v] = vertex;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0] = at;
  mesh.positions.push(a * x + b * y + c * z + d, e * x + f * y + g * z + h, i * x + j * y + k * z + l);
  mesh.normals.push(a * nx + b * ny + c * nz, e * nx + f * ny + g * nz, i * nx + j * ny + k * nz);
  mesh.uvs.push(u, v);
}
