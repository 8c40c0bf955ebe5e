import { type ImageHeader, refuseHeader } from './imageHeader.ts';

const refuse = (reason: string): never => refuseHeader('webp', reason);

const fourCharacters = (bytes: Uint8Array, offset: number): string =>
  String.fromCharCode(...bytes.subarray(offset, offset + 4));
const littleEndian24 = (view: DataView, offset: number): number =>
  view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);

/**
 * Reads the size of a WebP (of its canvas, where it is extended or animated) from its first chunk: RFC 9649 sections
 * 2.5 to 2.7 and 3.4, RFC 6386 section 9.1.
 * @param bytes a file that begins with `RIFF`, four bytes and `WEBP`
 * @throws RC_IMAGING_HEADER_INVALID
 */
export function readWebpHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length < 30) refuse('it ends before the first chunk does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunk = fourCharacters(bytes, 12);
  const size = view.getUint32(16, true);
  if (chunk === 'VP8X') {
    if (size !== 10) refuse('VP8X has a wrong length');
    return { format: 'webp', width: littleEndian24(view, 24) + 1, height: littleEndian24(view, 27) + 1 };
  }
  if (chunk === 'VP8L') {
    if (size < 5 || view.getUint8(20) !== 0x2f) refuse('the lossless signature is missing');
    const packed = view.getUint32(21, true);
    if (packed >>> 29 !== 0) refuse('an unknown version of the lossless format');
    return { format: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === 'VP8 ') {
    if (size < 10 || (view.getUint8(20) & 1) !== 0) refuse('it does not begin with a key frame');
    if (view.getUint8(23) !== 0x9d || view.getUint8(24) !== 0x01 || view.getUint8(25) !== 0x2a) {
      refuse('the start code is missing');
    }
    // The two upper bits of each are a scale for the display.
    const width = view.getUint16(26, true) & 0x3fff;
    const height = view.getUint16(28, true) & 0x3fff;
    if (width === 0 || height === 0) refuse('it has no pixels');
    return { format: 'webp', width, height };
  }
  return refuse('the first chunk is none of VP8, VP8L and VP8X');
}
