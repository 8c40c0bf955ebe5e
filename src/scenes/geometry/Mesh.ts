import type { Material } from '../materials/Material.ts';

/** Triangles that grow as parts are added. Three vertices a triangle, none shared. */
export interface Mesh {
  /** 9 numbers a triangle, metres. */
  readonly positions: number[];
  /** 9 numbers a triangle, not normalised. */
  readonly normals: number[];
  /** 6 numbers a triangle. */
  readonly uvs: number[];
  /** Index into `materials`, one a triangle. */
  readonly materialOf: number[];
  /** Index of the object, one a triangle; 0 is what nobody asks about (ground, buildings). */
  readonly objectOf: number[];
  readonly materials: Material[];
  /** The object to which parts are added now. */
  object: number;
  /** How finely round things are cut, 0 to 1: what is far away needs fewer faces. */
  detail: number;
}

export const createMesh = (): Mesh => ({
  positions: [],
  normals: [],
  uvs: [],
  materialOf: [],
  objectOf: [],
  materials: [],
  object: 0,
  detail: 1,
});
