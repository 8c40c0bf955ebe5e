import type { Material } from '../materials/Material.ts';
import { addQuad, type Point } from './addQuad.ts';
import type { Mesh } from './Mesh.ts';
import type { Transform } from './Transform.ts';

/**
 * A box that stands on y = 0, centred in x and z. `top` narrows or shifts its upper face: `[width, depth, shift in z]`.
 * Each face's texture runs in metres from its lower left corner when `metric`, otherwise from 0 to 1.
 */
export function addBox(
  mesh: Mesh,
  at: Transform,
  material: Material,
  size: readonly [width: number, height: number, depth: number],
  options: { readonly top?: readonly [number, number, number]; readonly metric?: boolean } = {},
): void {
  const [w, h, d] = size;
  const [tw, td, shift] = options.top ?? [w, d, 0];
  const low = (sx: number, sz: number): Point => [(sx * w) / 2, 0, (sz * d) / 2];
  const high = (sx: number, sz: number): Point => [(sx * tw) / 2, h, (sz * td) / 2 + shift];
  const uv = (a: number, b: number): readonly [number, number, number, number] =>
    options.metric ? [0, 0, a, b] : [0, 0, 1, 1];
  addQuad(mesh, at, material, [low(-1, -1), low(1, -1), high(1, -1), high(-1, -1)], uv(w, h));
  addQuad(mesh, at, material, [low(1, 1), low(-1, 1), high(-1, 1), high(1, 1)], uv(w, h));
  addQuad(mesh, at, material, [low(-1, 1), low(-1, -1), high(-1, -1), high(-1, 1)], uv(d, h));
  addQuad(mesh, at, material, [low(1, -1), low(1, 1), high(1, 1), high(1, -1)], uv(d, h));
  addQuad(mesh, at, material, [high(-1, -1), high(1, -1), high(1, 1), high(-1, 1)], uv(w, d));
  addQuad(mesh, at, material, [low(-1, 1), low(1, 1), low(1, -1), low(-1, -1)], uv(w, d));
}
