/** Slopes of brightness. */
export interface Gradients {
  /** Towards the right and towards the bottom, −1,020 to 1,020. */
  readonly across: Int16Array;
  readonly down: Int16Array;
}

/** Sobel's 3 × 3 operator; the border's pixels are repeated. */
export function sobelGradients(luma: Uint8Array, width: number, height: number): Gradients {
  const across = new Int16Array(luma.length);
  const down = new Int16Array(luma.length);
  for (let y = 0; y < height; y += 1) {
    const rows = [Math.max(y - 1, 0) * width, y * width, Math.min(y + 1, height - 1) * width] as const;
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(x - 1, 0);
      const right = Math.min(x + 1, width - 1);
      const at = (row: 0 | 1 | 2, column: number): number => luma[rows[row] + column] as number;
      across[rows[1] + x] =
        at(0, right) + 2 * at(1, right) + at(2, right) - at(0, left) - 2 * at(1, left) - at(2, left);
      down[rows[1] + x] =
        at(2, left) + 2 * at(2, x) + at(2, right) - at(0, left) - 2 * at(0, x) - at(0, right);
    }
  }
  return { across, down };
}
