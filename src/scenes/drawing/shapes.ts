import type { Colour } from '../materials/Material.ts';
import type { Shape } from './Shape.ts';

/** A polygon through points x, y, x, y, … */
export function polygon(fill: Colour, ...points: readonly number[]): Shape {
  let path = '';
  for (let i = 0; i + 1 < points.length; i += 2)
    path += `${i === 0 ? 'M' : 'L'}${points[i]} ${points[i + 1]}`;
  return { path: `${path}Z`, fill };
}

export const rectangle = (fill: Colour, x: number, y: number, width: number, height: number): Shape =>
  polygon(fill, x, y, x + width, y, x + width, y + height, x, y + height);

/** A disc, or a regular polygon when `corners` is small. `turn` in radians; 0 puts a corner at the top. */
export function disc(fill: Colour, x: number, y: number, radius: number, corners = 40, turn = 0): Shape {
  const points: number[] = [];
  for (let k = 0; k < corners; k += 1) {
    const angle = turn + (2 * Math.PI * k) / corners;
    points.push(round(x + radius * Math.sin(angle)), round(y + radius * Math.cos(angle)));
  }
  return polygon(fill, ...points);
}

/** A rectangle with round corners. */
export function roundedRectangle(
  fill: Colour,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): Shape {
  const points: number[] = [];
  const centres = [
    [x + width - radius, y + height - radius],
    [x + width - radius, y + radius],
    [x + radius, y + radius],
    [x + radius, y + height - radius],
  ] as const;
  centres.forEach(([cx, cy], corner) => {
    for (let k = 0; k <= 5; k += 1) {
      const angle = (corner + k / 5) * (Math.PI / 2);
      points.push(round(cx + radius * Math.sin(angle)), round(cy + radius * Math.cos(angle)));
    }
  });
  return polygon(fill, ...points);
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
