import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { RgbImage } from '../../src/imaging/RgbImage.ts';

/** A picture with a gradient, a hard edge and texture, the same for the same arguments; its values are 40 to 255. */
export const makePicture = (width: number, height: number, seed = 1): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      const texture = ((x * 7 + y * 13 + seed * 29) * 2_654_435_761) >>> 28;
      const block = ((x >> 4) + (y >> 4) + seed) % 3;
      data[at] = 60 + (x * 80) / width + texture + block * 30;
      data[at + 1] = 60 + (y * 80) / height + texture + block * 20;
      data[at + 2] = 120 + texture - block * 15;
    }
  }
  return { width, height, data };
};

/** A picture in the library that encodes it. */
export const toSharp = ({ width, height, data }: RgbImage): Sharp =>
  sharp(data, { raw: { width, height, channels: 3 } });

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** One chunk of a PNG, its checksum right. */
export const pngChunk = (type: string, data: Uint8Array = new Uint8Array(0)): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
};

/** A PNG of 8-bit RGB with any size in its header, black rows for `rows` of them, and chunks before those. */
export const makePng = (
  width: number,
  height: number,
  rows: number,
  chunks: readonly Uint8Array[] = [],
): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.from([8, 2, 0, 0, 0])])),
    ...chunks,
    pngChunk('IDAT', deflateSync(Buffer.alloc(Math.min(rows, 20_000) * (1 + Math.min(width, 20_000) * 3)))),
    pngChunk('IEND'),
  ]);
