import type { Colour } from '../materials/Material.ts';
import type { Shape } from './Shape.ts';
import { disc, polygon } from './shapes.ts';

/** Draws a symbol into the square with lower left corner (x, y). */
export type Pictogram = (fill: Colour, x: number, y: number, size: number) => Shape[];

type Stroke = readonly [x0: number, y0: number, x1: number, y1: number, width: number];

/** Strokes with round ends, discs and polygons, given in a unit square. */
function symbol(
  strokes: readonly Stroke[],
  discs: readonly (readonly [number, number, number])[] = [],
  polygons: readonly (readonly number[])[] = [],
): Pictogram {
  return (fill, x, y, size) => [
    ...polygons.map((points) =>
      polygon(fill, ...points.map((value, index) => (index % 2 === 0 ? x : y) + value * size)),
    ),
    ...strokes.flatMap(([x0, y0, x1, y1, width]) => {
      const length = Math.hypot(x1 - x0, y1 - y0) || 1;
      const ox = (-(y1 - y0) / length) * (width / 2);
      const oy = ((x1 - x0) / length) * (width / 2);
      const corners = [x0 + ox, y0 + oy, x1 + ox, y1 + oy, x1 - ox, y1 - oy, x0 - ox, y0 - oy];
      return [
        polygon(fill, ...corners.map((value, index) => (index % 2 === 0 ? x : y) + value * size)),
        disc(fill, x + x0 * size, y + y0 * size, (width / 2) * size, 12),
        disc(fill, x + x1 * size, y + y1 * size, (width / 2) * size, 12),
      ];
    }),
    ...discs.map(([cx, cy, radius]) => disc(fill, x + cx * size, y + cy * size, radius * size, 24)),
  ];
}

/** A man who digs: "road works". */
export const digger = symbol(
  [
    [0.36, 0.46, 0.5, 0.7, 0.17],
    [0.36, 0.46, 0.44, 0.28, 0.12],
    [0.44, 0.28, 0.42, 0.08, 0.1],
    [0.34, 0.44, 0.22, 0.26, 0.12],
    [0.22, 0.26, 0.12, 0.08, 0.1],
    [0.52, 0.7, 0.6, 0.52, 0.08],
    [0.6, 0.52, 0.5, 0.44, 0.07],
    [0.4, 0.56, 0.72, 0.3, 0.045],
    [0.68, 0.34, 0.76, 0.26, 0.1],
  ],
  [[0.55, 0.86, 0.095]],
  [[0.56, 0.05, 0.98, 0.05, 0.9, 0.17, 0.8, 0.25, 0.72, 0.2, 0.64, 0.12]],
);

/** A man with a flag or paddle. */
export const flagger = symbol(
  [
    [0.5, 0.44, 0.5, 0.66, 0.2],
    [0.45, 0.42, 0.42, 0.06, 0.1],
    [0.55, 0.42, 0.58, 0.06, 0.1],
    [0.44, 0.68, 0.28, 0.52, 0.08],
    [0.56, 0.7, 0.76, 0.72, 0.08],
    [0.76, 0.38, 0.76, 0.95, 0.035],
  ],
  [[0.5, 0.86, 0.1]],
  [[0.76, 0.95, 0.98, 0.9, 0.98, 0.72, 0.76, 0.76]],
);

/** Two lanes of which one ends: "road narrows". */
export const narrows = symbol([
  [0.28, 0.08, 0.28, 0.42, 0.09],
  [0.28, 0.42, 0.4, 0.58, 0.09],
  [0.4, 0.58, 0.4, 0.92, 0.09],
  [0.72, 0.08, 0.72, 0.42, 0.09],
  [0.72, 0.42, 0.6, 0.58, 0.09],
  [0.6, 0.58, 0.6, 0.92, 0.09],
]);

/** An arrow that winds upwards. */
export const windingArrow = symbol(
  [
    [0.45, 0.08, 0.45, 0.3, 0.11],
    [0.45, 0.3, 0.6, 0.48, 0.11],
    [0.6, 0.48, 0.45, 0.66, 0.11],
    [0.45, 0.66, 0.45, 0.74, 0.11],
  ],
  [],
  [[0.28, 0.72, 0.62, 0.72, 0.45, 0.96]],
);

export const rightArrow = symbol([[0.1, 0.5, 0.65, 0.5, 0.16]], [], [[0.6, 0.2, 0.95, 0.5, 0.6, 0.8]]);
export const leftArrow = symbol([[0.9, 0.5, 0.35, 0.5, 0.16]], [], [[0.4, 0.2, 0.05, 0.5, 0.4, 0.8]]);
export const upArrow = symbol([[0.5, 0.08, 0.5, 0.65, 0.15]], [], [[0.2, 0.58, 0.8, 0.58, 0.5, 0.95]]);
export const slopingArrow = symbol([[0.8, 0.82, 0.36, 0.36, 0.15]], [], [[0.12, 0.12, 0.58, 0.2, 0.2, 0.58]]);
export const exclamation = symbol([[0.5, 0.36, 0.5, 0.86, 0.14]], [[0.5, 0.14, 0.09]]);

/** A walking figure: pedestrians, school. */
export const walker = symbol(
  [
    [0.5, 0.46, 0.52, 0.68, 0.17],
    [0.48, 0.44, 0.34, 0.08, 0.09],
    [0.54, 0.44, 0.66, 0.08, 0.09],
    [0.5, 0.68, 0.34, 0.48, 0.07],
    [0.56, 0.68, 0.7, 0.5, 0.07],
  ],
  [[0.54, 0.87, 0.09]],
);

/** A leaping deer, very much simplified. */
export const deer = symbol([
  [0.3, 0.4, 0.62, 0.56, 0.17],
  [0.28, 0.38, 0.12, 0.12, 0.06],
  [0.34, 0.36, 0.26, 0.08, 0.06],
  [0.62, 0.54, 0.84, 0.34, 0.06],
  [0.58, 0.5, 0.74, 0.24, 0.06],
  [0.64, 0.58, 0.74, 0.78, 0.09],
  [0.74, 0.8, 0.86, 0.76, 0.08],
  [0.72, 0.82, 0.64, 0.98, 0.03],
  [0.76, 0.84, 0.78, 0.98, 0.03],
]);

/** Crossroads. */
export const crossing = symbol([
  [0.5, 0.1, 0.5, 0.9, 0.14],
  [0.14, 0.5, 0.86, 0.5, 0.14],
]);

/** A bend to the right. */
export const bend = symbol(
  [
    [0.34, 0.1, 0.34, 0.5, 0.12],
    [0.34, 0.5, 0.62, 0.7, 0.12],
  ],
  [],
  [[0.5, 0.9, 0.86, 0.86, 0.68, 0.56]],
);
