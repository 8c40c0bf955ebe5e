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
  const { materials } = mesh;
  // Parts come material by material: the one wanted is nearly always the last.
  let index = materials.length - 1;
  while (index >= 0 && materials[index] !== material) index -= 1;
  if (index < 0) index = materials.push(material) - 1;
  mesh.materialOf.push(index);
  mesh.objectOf.push(mesh.object);
}

function push({ positions, normals, uvs }: Mesh, m: Transform, p: Vertex): void {
  // By index: taking arrays apart by pattern goes through iterators, and this is the innermost loop of building.
  const x = p[0];
  const y = p[1];
  const z = p[2];
  const a = m as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  positions.push(a[0] * x + a[1] * y + a[2] * z + a[3]);
  positions.push(a[4] * x + a[5] * y + a[6] * z + a[7]);
  positions.push(a[8] * x + a[9] * y + a[10] * z + a[11]);
  normals.push(a[0] * p[3] + a[1] * p[4] + a[2] * p[5]);
  normals.push(a[4] * p[3] + a[5] * p[4] + a[6] * p[5]);
  normals.push(a[8] * p[3] + a[9] * p[4] + a[10] * p[5]);
  uvs.push(p[6]);
  uvs.push(p[7]);
}
