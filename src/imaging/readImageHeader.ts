import { imagingError } from './errors.ts';
import type { ImageFormat, ImageHeader } from './imageHeader.ts';
import { readJpegHeader } from './readJpegHeader.ts';
import { readPngHeader } from './readPngHeader.ts';
import { readWebpHeader } from './readWebpHeader.ts';

interface Magic {
  readonly name: string;
  readonly offset: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const readers: Readonly<Record<ImageFormat, (bytes: Uint8Array) => ImageHeader>> = {
  jpeg: readJpegHeader,
  png: readPngHeader,
  webp: readWebpHeader,
};

const supported: readonly (Magic & { readonly name: ImageFormat })[] = [
  { name: 'jpeg', offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { name: 'png', offset: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { name: 'webp', offset: 8, bytes: ascii('WEBP') },
];

/** Only to say what was sent instead. */
const known: readonly Magic[] = [
  { name: 'a GIF', offset: 0, bytes: ascii('GIF8') },
  { name: 'a TIFF', offset: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { name: 'a TIFF', offset: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { name: 'a BMP', offset: 0, bytes: ascii('BM') },
  { name: 'a PDF', offset: 0, bytes: ascii('%PDF') },
  { name: 'an HEIF or AVIF', offset: 4, bytes: ascii('ftyp') },
  { name: 'an SVG or another XML file', offset: 0, bytes: ascii('<') },
  { name: 'a ZIP archive', offset: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
];

const matches = (bytes: Uint8Array, { offset, bytes: magic }: Magic): boolean =>
  magic.every((byte, index) => bytes[offset + index] === byte);

/**
 * Tells format and size of an encoded image by its first bytes, strictly, without decoding anything.
 * @throws RC_IMAGING_FORMAT_UNSUPPORTED for what is no JPEG, PNG or WebP; RC_IMAGING_HEADER_INVALID
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  const format = supported.find((magic) => matches(bytes, magic))?.name;
  if (format === undefined || (format === 'webp' && !matches(bytes, riff))) {
    const found = bytes.length === 0 ? 'empty' : known.find((magic) => matches(bytes, magic))?.name;
    throw imagingError('RC_IMAGING_FORMAT_UNSUPPORTED', { found: found ?? 'of an unknown format' });
  }
  return readers[format](bytes);
}

const riff: Magic = { name: 'RIFF', offset: 0, bytes: ascii('RIFF') };
