import { crc32 } from 'node:zlib';
import { type ImageHeader, refuseHeader } from './imageHeader.ts';

const refuse = (reason: string): never => refuseHeader('png', reason);

/** Bit depths that each colour type may have, PNG specification (third edition) table 12. */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Reads the size of a PNG from its IHDR chunk, which has to come first.
 * @param bytes a file that begins with the PNG signature
 * @throws RC_IMAGING_HEADER_INVALID
 */
export function readPngHeader(bytes: Uint8Array): ImageHeader {
  // 8 bytes signature, 4 length, 4 type, 13 data, 4 checksum.
  if (bytes.length < 33) refuse('it ends before the first chunk does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) refuse('the first chunk is not IHDR');
  if (crc32(bytes.subarray(12, 29)) !== view.getUint32(29)) refuse('the checksum of IHDR is wrong');
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = bytes.subarray(24, 29);
  if (width === 0 || height === 0) refuse('it has no pixels');
  if (width >= 2 ** 31 || height >= 2 ** 31) refuse('its size is out of range');
  if (depths[colour]?.includes(depth) !== true) refuse(`colour type ${colour} with ${depth} bits`);
  if (compression !== 0 || filter !== 0 || interlace > 1)
    refuse('an unknown compression, filter or interlace');
  return { format: 'png', width, height };
}
