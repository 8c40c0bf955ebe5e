/** One record of a CSV file. */
export interface CsvRow {
  /** Where it begins, from 1. A quoted cell may hold line breaks, so a row may have several lines. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What is wrong with a text that is no CSV. */
export interface CsvFault {
  readonly line: number;
  readonly problem: string;
}

/**
 * Reads CSV as RFC 4180 writes it, with the liberties that are everywhere: a byte-order mark before the text, lines
 * that end with LF, CRLF or CR, a last line without an end. Empty lines are left out. Spaces belong to the cell.
 * @returns the rows, not yet of equal length; or the first fault: a quote inside a bare cell, text after a closing
 *   quote, or a quote that is never closed
 */
export function parseCsv(text: string): readonly CsvRow[] | CsvFault {
  const rows: CsvRow[] = [];
  let line = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const bare = /[^,\r\n]*/y;
  const quoted = /"([^"]*(?:""[^"]*)*)"/y;

  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    for (;;) {
      const pattern = text[at] === '"' ? quoted : bare;
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match === null) return { line, problem: 'a quote is never closed' };
      const [whole, inner] = match;
      if (inner === undefined) {
        if (whole.includes('"')) return { line, problem: 'a quote in a cell that is not quoted' };
        cells.push(whole);
      } else {
        cells.push(inner.replaceAll('""', '"'));
        line += inner.match(/\r\n|\r|\n/g)?.length ?? 0;
      }
      at += whole.length;
      if (text[at] === ',') {
        at += 1;
        continue;
      }
      if (at < text.length && text[at] !== '\r' && text[at] !== '\n') {
        return { line, problem: 'text after a closing quote' };
      }
      break;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    const isEmpty = cells.length === 1 && cells[0] === '';
    if (!isEmpty) rows.push({ line: start, cells });
  }
  return rows;
}
