import type { Colour } from '../materials/Material.ts';

/** A path of the commands M, L, Q, C and Z (absolute), as in SVG; even-odd filling. Units of the face. */
export interface Shape {
  readonly path: string;
  readonly fill: Colour;
}
