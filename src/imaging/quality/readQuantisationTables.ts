const definesTables = 0xdb;
const startOfScan = 0xda;
const entries = 64;

/**
 * The quantisation tables of a JPEG (ITU-T T.81, B.2.4.1) up to its first scan, by their number (0: brightness in
 * practice), 64 divisors each in zigzag order.
 * @returns `null` for what is no JPEG or is broken before its first scan
 */
export function readQuantisationTables(bytes: Uint8Array): ReadonlyMap<number, readonly number[]> | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<number, readonly number[]>();
  let offset = 2;
  while (offset + 4 <= bytes.length) {
    if (bytes[offset] !== 0xff) return null;
    const marker = bytes[offset + 1] as number;
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (marker === startOfScan) return tables;
    const end = offset + 2 + view.getUint16(offset + 2);
    if (end < offset + 4 || end > bytes.length) return null;
    if (marker === definesTables && !addTables(view, offset + 4, end, tables)) return null;
    offset = end;
  }
  return null;
}

function addTables(view: DataView, start: number, end: number, tables: Map<number, readonly number[]>) {
  let offset = start;
  while (offset < end) {
    const kind = view.getUint8(offset);
    const width = kind >> 4 === 0 ? 1 : 2;
    const first = offset + 1;
    offset = first + entries * width;
    if (kind >> 4 > 1 || offset > end) return false;
    const read = (index: number) =>
      width === 1 ? view.getUint8(first + index) : view.getUint16(first + index * 2);
    tables.set(
      kind & 15,
      Array.from({ length: entries }, (_, index) => read(index)),
    );
  }
  return true;
}
