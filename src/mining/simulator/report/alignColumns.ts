/** Which side of its column a cell keeps to. */
export type Alignment = 'left' | 'right';

/**
 * Lines of columns that stand beneath each other, two spaces apart.
 * @param rows the first one is the head
 * @param alignments of the columns; those not named keep to the right
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[] = ['left'],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return alignments[column] === 'left' ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
