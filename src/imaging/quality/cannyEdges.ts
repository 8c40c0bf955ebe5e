import { sobelGradients } from './sobelGradients.ts';

/** tan 22.5°, the border between "along the axis" and "diagonal", in 15 binary places as OpenCV has it. */
const tangent = Math.round(Math.tan(Math.PI / 8) * 2 ** 15);

/**
 * Edges after J. Canny (PAMI 1986) as OpenCV's `Canny(image, low, high)` finds them: Sobel 3 × 3, |dx| + |dy|, thinned
 * to the crest, kept from `low` on where connected (by eight neighbours) to a pixel above `high`. Not smoothed first.
 * @param luma `width × height` levels, 0 to 255
 * @param low both thresholds must be exceeded
 * @returns 1 for every pixel of an edge, otherwise 0
 */
export function cannyEdges(
  luma: Uint8Array,
  width: number,
  height: number,
  low: number,
  high: number,
): Uint8Array {
  const { across, down } = sobelGradients(luma, width, height);
  const strength = across.map((value, index) => Math.abs(value) + Math.abs(down[index] as number));
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (strength[y * width + x] as number);

  const isCrest = (x: number, y: number): boolean => {
    const index = y * width + x;
    const dx = across[index] as number;
    const dy = down[index] as number;
    const here = strength[index] as number;
    const flat = Math.abs(dx) * tangent;
    const steep = Math.abs(dy) * 2 ** 15;
    // Of two equal neighbours only the first is taken, so that a crest two pixels wide becomes one.
    if (steep < flat) return here > at(x - 1, y) && here >= at(x + 1, y);
    if (steep > flat + Math.abs(dx) * 2 ** 16) return here > at(x, y - 1) && here >= at(x, y + 1);
    const side = dx < 0 !== dy < 0 ? -1 : 1;
    return here > at(x - side, y - 1) && here > at(x + side, y + 1);
  };

  const weak = new Uint8Array(luma.length);
  const edges = new Uint8Array(luma.length);
  const pending: number[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = y * width + x;
      if ((strength[index] as number) <= low || !isCrest(x, y)) continue;
      weak[index] = 1;
      if ((strength[index] as number) <= high) continue;
      edges[index] = 1;
      pending.push(index);
    }
  }
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const x = index % width;
    const y = Math.floor(index / width);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
        const neighbour = ny * width + nx;
        if (weak[neighbour] === 0 || edges[neighbour] === 1) continue;
        edges[neighbour] = 1;
        pending.push(neighbour);
      }
    }
  }
  return edges;
}
