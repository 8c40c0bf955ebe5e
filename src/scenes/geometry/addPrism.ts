import type { Material } from '../materials/Material.ts';
import { addQuad } from './addQuad.ts';
import { addTriangle, type Vertex } from './addTriangle.ts';
import type { Mesh } from './Mesh.ts';
import type { Transform } from './Transform.ts';

/**
 * An outline in the x-y plane, extruded along z from −depth/2 to depth/2. The outline is star-shaped about the mean of
 * its corners (side views of vehicles are) and runs counter-clockwise seen from −z.
 */
export function addPrism(
  mesh: Mesh,
  at: Transform,
  material: Material,
  outline: readonly (readonly [x: number, y: number])[],
  depth: number,
): void {
  const half = depth / 2;
  const cx = outline.reduce((sum, [x]) => sum + x, 0) / outline.length;
  const cy = outline.reduce((sum, [, y]) => sum + y, 0) / outline.length;
  outline.forEach(([x0, y0], index) => {
    const [x1, y1] = outline[(index + 1) % outline.length] as readonly [number, number];
    addQuad(mesh, at, material, [
      [x0, y0, -half],
      [x0, y0, half],
      [x1, y1, half],
      [x1, y1, -half],
    ]);
    for (const side of [-1, 1]) {
      const vertex = (x: number, y: number): Vertex => [x, y, side * half, 0, 0, side, x, y];
      addTriangle(mesh, at, material, vertex(cx, cy), vertex(x0, y0), vertex(x1, y1));
    }
  });
}
