/**
 * Variance of the Laplacian (kernel 0 1 0 / 1 −4 1 / 0 1 0, border mirrored without repeating it), the focus measure of
 * J. Pech-Pacheco et al. (ICPR 2000) as OpenCV's `Laplacian(…, CV_64F).var()` gives it. Low: blurred. It grows with
 * the sharpness of edges in pixels, so that only images of one size can be compared.
 * @param luma `width × height` levels, 0 to 255
 * @returns 0 or more, levels squared
 */
export function laplacianVariance(luma: Uint8Array, width: number, height: number): number {
  const mirror = (position: number, size: number): number => {
    if (size === 1) return 0;
    return position < 0 ? 1 : position === size ? size - 2 : position;
  };
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    const above = mirror(y - 1, height) * width;
    const below = mirror(y + 1, height) * width;
    for (let x = 0; x < width; x += 1) {
      const value =
        (luma[above + x] as number) +
        (luma[below + x] as number) +
        (luma[row + mirror(x - 1, width)] as number) +
        (luma[row + mirror(x + 1, width)] as number) -
        4 * (luma[row + x] as number);
      sum += value;
      squares += value * value;
    }
  }
  // Sums of integers: exact, so that the difference does not cancel.
  const count = width * height;
  return (squares - (sum * sum) / count) / count;
}
