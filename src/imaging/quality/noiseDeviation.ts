/**
 * Standard deviation of the noise after J. Immerkær, "Fast noise variance estimation" (CVIU 64, 1996): the mean
 * absolute answer to a kernel (1 −2 1 / −2 4 −2 / 1 −2 1) that neither slopes nor straight edges along the axes
 * excite. Texture counts as noise; compression hides noise.
 * @param luma `width × height` levels, 0 to 255, never resized
 * @returns levels, 0 or more; 0 for images with a side below 3
 */
export function noiseDeviation(luma: Uint8Array, width: number, height: number): number {
  if (width < 3 || height < 3) return 0;
  let sum = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const bend = (index: number): number =>
        (luma[index - 1] as number) - 2 * (luma[index] as number) + (luma[index + 1] as number);
      const index = y * width + x;
      sum += Math.abs(bend(index - width) - 2 * bend(index) + bend(index + width));
    }
  }
  return (Math.sqrt(Math.PI / 2) * sum) / (6 * (width - 2) * (height - 2));
}
