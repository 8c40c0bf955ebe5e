const block = 8;

/**
 * How much more brightness jumps between neighbours in different 8 × 8 blocks than between neighbours in the same one:
 * the ratio of the mean absolute differences, both directions together. They are the measures from which Z. Wang, H.
 * Sheikh and A. Bovik predict the quality of JPEGs (ICIP 2002). 1: no blocks; 2 and more: strong compression. Only
 * blocks that begin at the top left corner are seen, so not those of an image that was cropped or resized since.
 * @param luma `width × height` levels, 0 to 255
 * @returns 0 or more; 1 where there is nothing to compare
 */
export function blockiness(luma: Uint8Array, width: number, height: number): number {
  const sums = [0, 0];
  const counts = [0, 0];
  const add = (first: number, second: number, isBorder: boolean): void => {
    const kind = isBorder ? 1 : 0;
    sums[kind] = (sums[kind] as number) + Math.abs((luma[first] as number) - (luma[second] as number));
    counts[kind] = (counts[kind] as number) + 1;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = y * width + x;
      if (x > 0) add(index, index - 1, x % block === 0);
      if (y > 0) add(index, index - width, y % block === 0);
    }
  }
  const [inside = 0, border = 0] = sums;
  const [insideCount = 0, borderCount = 0] = counts;
  if (inside === 0 || borderCount === 0) return 1;
  return border / borderCount / (inside / insideCount);
}
