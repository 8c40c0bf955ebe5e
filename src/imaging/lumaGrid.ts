import type { RgbImage } from './RgbImage.ts';

/** Mean luma of square cells, row by row. */
export interface LumaGrid {
  /** Cells. */
  readonly columns: number;
  readonly rows: number;
  /** Pixels of a cell's side; the last cells of a row or column may have more. */
  readonly cell: number;
  /** 0 to 255. */
  readonly values: Float64Array;
}

/** Averages an image into cells, about `side` of them along its longer side. Luma is that of ITU-R BT.601. */
export function lumaGrid({ width, height, data }: RgbImage, side: number): LumaGrid {
  const cell = Math.max(1, Math.floor(Math.max(width, height) / side));
  const columns = Math.max(1, Math.floor(width / cell));
  const rows = Math.max(1, Math.floor(height / cell));
  const values = new Float64Array(columns * rows);
  const counts = new Uint32Array(columns * rows);
  for (let y = 0, at = 0; y < height; y += 1) {
    const first = Math.min(rows - 1, Math.floor(y / cell)) * columns;
    for (let x = 0; x < width; x += 1, at += 3) {
      const index = first + Math.min(columns - 1, Math.floor(x / cell));
      const luma =
        0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
      values[index] = (values[index] as number) + luma;
      counts[index] = (counts[index] as number) + 1;
    }
  }
  return { columns, rows, cell, values: values.map((sum, index) => sum / (counts[index] as number)) };
}
