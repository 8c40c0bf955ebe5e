/** EXIF data are small; only their orientation is wanted. */
const maxExifBytes = 65_535;
/** In the first letter of a chunk's type: set where a decoder may leave the chunk out. */
const ancillaryBit = 0x20;

/**
 * Leaves out of a PNG what is not needed for its pixels: texts, colour profiles, frames of an animation, whatever comes
 * behind the end. libpng would unpack 50 MB from every 50 KB of a compressed text, seconds for a file of some MB.
 * A chunk that is cut off stays as it is, and so do critical chunks that nobody knows: both are the decoder's to judge.
 * @param bytes a file that begins with the PNG signature
 * @returns the same bytes when there is nothing to leave out
 */
export function stripPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [bytes.subarray(0, 8)];
  let isComplete = true;
  let offset = 8;
  while (offset + 8 <= bytes.length) {
    const length = view.getUint32(offset);
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    const end = Math.min(bytes.length, offset + 12 + length);
    const isAncillary = ((bytes[offset + 4] ?? 0) & ancillaryBit) !== 0;
    if (isAncillary && (type !== 'eXIf' || length > maxExifBytes)) isComplete = false;
    else parts.push(bytes.subarray(offset, end));
    offset = end;
    if (type === 'IEND') break;
  }
  return isComplete && offset === bytes.length ? bytes : Buffer.concat(parts);
}
