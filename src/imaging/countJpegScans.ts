/** Where the next marker stands at or behind `offset`: 0xFF and neither 0x00 (a stuffed byte), 0xFF (fill) nor RSTn. */
const nextMarker = (bytes: Uint8Array, offset: number): number => {
  for (let at = bytes.indexOf(0xff, offset); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1] ?? 0;
    if (code !== 0 && code !== 0xff && (code < 0xd0 || code > 0xd7)) return at;
  }
  return bytes.length;
};

/**
 * Counts the scans of a JPEG as a decoder comes upon them, up to the end of the image. Every scan of a progressive JPEG
 * goes over the whole picture, even one of 40 bytes: 280 KB can hold 12 seconds of work.
 * @param bytes a file that begins with 0xFFD8
 * @param most where to stop counting
 */
export function countJpegScans(bytes: Uint8Array, most: number): number {
  let scans = 0;
  let offset = nextMarker(bytes, 2);
  while (offset + 4 <= bytes.length && bytes[offset + 1] !== 0xd9 && scans < most) {
    if (bytes[offset + 1] === 0xda) scans += 1;
    const length = ((bytes[offset + 2] as number) << 8) | (bytes[offset + 3] as number);
    offset = nextMarker(bytes, offset + 2 + length);
  }
  return scans;
}
