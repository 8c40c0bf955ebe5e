const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Writes rows as RFC 4180 with LF, so that `parseCsv` and every spreadsheet reads back the same cells. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quote).join(',')}\n`).join('');
}
