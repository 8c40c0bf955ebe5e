import { readQuantisationTables } from './readQuantisationTables.ts';

/** ITU-T T.81, table K.1, in zigzag order. */
const standardTable = [
  [16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40],
  [26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51],
  [56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87],
  [95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99],
].flat();

/** `jpeg_quality_scaling` and `jpeg_add_quant_table` of libjpeg (`jcparam.c`), limited to baseline. */
const tableOf = (quality: number): number[] => {
  const scale = quality < 50 ? Math.trunc(5000 / quality) : 200 - 2 * quality;
  return standardTable.map((value) => Math.min(255, Math.max(1, Math.trunc((value * scale + 50) / 100))));
};
const tables = Array.from({ length: 100 }, (_, index) => tableOf(index + 1));

/**
 * The quality at which libjpeg would have used the divisors of brightness that a JPEG carries; where another encoder
 * made its own, the quality whose divisors are nearest (smallest sum of absolute differences). It is about the last
 * compression alone: an image that was compressed harder before does not show it here.
 * @returns 1 to 100; `null` for what is no JPEG or carries no table
 */
export function estimateJpegQuality(bytes: Uint8Array): number | null {
  const luma = readQuantisationTables(bytes)?.get(0);
  if (luma === undefined) return null;
  let best = 1;
  let smallest = Number.POSITIVE_INFINITY;
  for (const [index, table] of tables.entries()) {
    const distance = table.reduce((sum, value, at) => sum + Math.abs(value - (luma[at] as number)), 0);
    if (distance > smallest) continue;
    smallest = distance;
    best = index + 1;
  }
  return best;
}
