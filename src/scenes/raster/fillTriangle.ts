import type { Frame } from './Frame.ts';

/** A corner on the sample grid: x, y, nearness, then u and v divided by distance (read for cutouts alone). */
export type Corner = Float64Array;

/**
 * Fills a triangle where it is nearer than what is there. A sample belongs to it when its centre lies inside; edges
 * that triangles share are computed alike for both, so that there are neither gaps nor doubles.
 *
 * @param solid for materials with holes: whether there is something at (u, v)
 */
export function fillTriangle(
  frame: Frame,
  a: Corner,
  b: Corner,
  c: Corner,
  id: number,
  solid?: (u: number, v: number) => boolean,
): void {
  const ax = a[0] as number;
  const ay = a[1] as number;
  const bx = b[0] as number;
  const by = b[1] as number;
  const cx = c[0] as number;
  const cy = c[1] as number;
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (area === 0 || !Number.isFinite(area)) return;
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
  const bottom = Math.min(frame.height - 1, Math.ceil(Math.max(ay, by, cy) - 0.5) - 1);
  if (bottom < top) return;
  // Nearness is linear on the screen: value at a, slope in x and y.
  const stepX = gradient(a, b, c, 2, area, 0);
  const stepY = gradient(a, b, c, 2, area, 1);
  const { width, nearness, triangle } = frame;
  for (let row = top; row <= bottom; row += 1) {
    const y = row + 0.5;
    let left = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    for (let edge = 0; edge < 3; edge += 1) {
      const px = edge === 0 ? ax : edge === 1 ? bx : cx;
      const py = edge === 0 ? ay : edge === 1 ? by : cy;
      const qx = edge === 0 ? bx : edge === 1 ? cx : ax;
      const qy = edge === 0 ? by : edge === 1 ? cy : ay;
      if (py <= y === qy <= y) continue;
      const x = py < qy ? px + ((y - py) * (qx - px)) / (qy - py) : qx + ((y - qy) * (px - qx)) / (py - qy);
      if (x < left) left = x;
      if (x > right) right = x;
    }
    const first = Math.max(0, Math.ceil(left - 0.5));
    const last = Math.min(width - 1, Math.ceil(right - 0.5) - 1);
    if (last < first) continue;
    let near = (a[2] as number) + (first + 0.5 - ax) * stepX + (y - ay) * stepY;
    let at = row * width + first;
    for (let column = first; column <= last; column += 1, at += 1, near += stepX) {
      if (near > (nearness[at] as number) && (!solid || isSolid(a, b, c, area, column + 0.5, y, solid))) {
        nearness[at] = near;
        triangle[at] = id;
      }
    }
  }
}

/** Slope of a corner's value along x (axis 0) or y (axis 1). */
function gradient(a: Corner, b: Corner, c: Corner, value: number, area: number, axis: 0 | 1): number {
  const ab = (b[value] as number) - (a[value] as number);
  const ac = (c[value] as number) - (a[value] as number);
  const other = axis === 0 ? 1 : 0;
  const toB = (b[other] as number) - (a[other] as number);
  const toC = (c[other] as number) - (a[other] as number);
  return (axis === 0 ? ab * toC - ac * toB : ac * toB - ab * toC) / area;
}

function isSolid(
  a: Corner,
  b: Corner,
  c: Corner,
  area: number,
  x: number,
  y: number,
  solid: (u: number, v: number) => boolean,
): boolean {
  const ax = a[0] as number;
  const ay = a[1] as number;
  const bx = b[0] as number;
  const by = b[1] as number;
  const cx = c[0] as number;
  const cy = c[1] as number;
  const wb = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
  const wc = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
  const wa = 1 - wb - wc;
  const mix = (at: number): number =>
    wa * (a[at] as number) + wb * (b[at] as number) + wc * (c[at] as number);
  const near = mix(2);
  return solid(mix(3) / near, mix(4) / near);
}
