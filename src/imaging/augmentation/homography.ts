import type { Matrix } from './warp.ts';

export type Point = readonly [number, number];

/**
 * The projective map that takes four points to four others: the solution of their eight linear equations.
 * @throws RangeError when three of the points lie on a line, so that there is none
 */
export function homography(from: readonly Point[], to: readonly Point[]): Matrix {
  const rows = from.flatMap(([x, y], index) => {
    const [u, v] = to[index] ?? [Number.NaN, Number.NaN];
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = eliminate(rows);
  return [a, b, c, d, e, f, g, h, 1];
}

/** Gauss-Jordan elimination with pivoting; the last column is the right side. */
function eliminate(rows: number[][]): number[] {
  const size = rows.length;
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.NaN;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(at(row, column)) > Math.abs(at(pivot, column))) pivot = row;
    }
    if (!(Math.abs(at(pivot, column)) > 1e-12)) throw new RangeError('no projective map joins these points');
    const [chosen = [], other = []] = [rows[pivot], rows[column]];
    rows[pivot] = other;
    rows[column] = chosen.map((value) => value / (chosen[column] ?? 1));
    for (let row = 0; row < size; row += 1) {
      const factor = row === column ? 0 : at(row, column);
      if (factor !== 0)
        rows[row] = (rows[row] ?? []).map((value, index) => value - factor * at(column, index));
    }
  }
  return rows.map((_, row) => at(row, size));
}
