import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePicture, makePng, toSharp } from '../../tests/support/pictures.ts';
import { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { readImageHeader } from './readImageHeader.ts';

const codeOf = (bytes: Uint8Array): string => {
  try {
    readImageHeader(bytes);
    return 'none';
  } catch (error) {
    return error instanceof RoadcrewError ? error.code : String(error);
  }
};

const encoders = {
  jpeg: (width: number, height: number) => toSharp(makePicture(width, height)).jpeg().toBuffer(),
  'jpeg, progressive': (width: number, height: number) =>
    toSharp(makePicture(width, height)).jpeg({ progressive: true }).toBuffer(),
  'jpeg, grey': (width: number, height: number) =>
    toSharp(makePicture(width, height)).greyscale().jpeg().toBuffer(),
  'jpeg with a profile': (width: number, height: number) =>
    toSharp(makePicture(width, height)).withIccProfile('p3').jpeg().toBuffer(),
  png: (width: number, height: number) => toSharp(makePicture(width, height)).png().toBuffer(),
  'png, palette': (width: number, height: number) =>
    toSharp(makePicture(width, height)).png({ palette: true }).toBuffer(),
  webp: (width: number, height: number) => toSharp(makePicture(width, height)).webp().toBuffer(),
  'webp, lossless': (width: number, height: number) =>
    toSharp(makePicture(width, height)).webp({ lossless: true }).toBuffer(),
  'webp, extended': (width: number, height: number) =>
    toSharp(makePicture(width, height)).withIccProfile('p3').webp().toBuffer(),
};
const samples = await Promise.all(Object.values(encoders).map((encode) => encode(37, 21)));

describe('readImageHeader', () => {
  it.each(Object.entries(encoders))('reads the size of any %s', async (name, encode) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), async (w, h) => {
        expect(readImageHeader(await encode(w, h))).toMatchObject({
          format: name.slice(0, 4).replace(/\W/, ''),
          width: w,
          height: h,
        });
      }),
      { numRuns: 10 },
    );
  });

  it('answers every text and every damage with a header or an error of its own', () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 }),
        fc.nat(80),
      )
      .map(([sample, changes, length]) => {
        const bytes = Uint8Array.from(sample);
        for (const [at, value] of changes) bytes[at] = value;
        return length < 60 ? bytes.subarray(0, length) : bytes;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 100 })), (bytes) => {
        try {
          const { width, height } = readImageHeader(bytes);
          return Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
        } catch (error) {
          return error instanceof RoadcrewError && error.code.startsWith('RC_IMAGING_');
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('reads a view into a larger buffer', async () => {
    const png = makePng(5, 7, 7);
    const bytes = new Uint8Array(png.length + 20);
    bytes.set(png, 11);
    expect(readImageHeader(bytes.subarray(11))).toEqual({ format: 'png', width: 5, height: 7 });
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a GIF', Buffer.from('GIF89a/*1;1*/')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a TIFF', Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0])],
    ['an AVIF', Buffer.from('\0\0\0\x20ftypavif', 'latin1')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a ZIP', Buffer.from('PK\x03\x04', 'latin1')],
    ['WEBP without RIFF', Buffer.from('XXXX\0\0\0\0WEBPVP8 ', 'latin1')],
    ['a picture behind something else', Buffer.concat([Buffer.from(' '), makePng(5, 7, 7)])],
  ])('refuses %s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('RC_IMAGING_FORMAT_UNSUPPORTED');
  });

  const jpegWith = (marker: number, frame: readonly number[]) =>
    Uint8Array.from([0xff, 0xd8, 0xff, marker, 0, frame.length + 2, ...frame]);
  const frame = (precision: number, height: number, width: number, components: number) => [
    ...[precision, height >> 8, height & 255, width >> 8, width & 255, components],
    ...Array.from({ length: components * 3 }, () => 1),
  ];

  it('reads a hand-made frame header, so that the refusals below have one reason each', () => {
    const expected = { format: 'jpeg', width: 300, height: 2, components: 3 };
    expect(readImageHeader(jpegWith(0xc0, frame(8, 2, 300, 3)))).toEqual(expected);
    const filled = [0xff, 0xd8, 0xff, 0xff, 0xff, ...jpegWith(0xc2, frame(8, 2, 300, 3)).subarray(3)];
    expect(readImageHeader(Uint8Array.from(filled))).toEqual(expected);
  });

  it.each([
    ['no rows', jpegWith(0xc0, frame(8, 0, 300, 3))],
    ['no columns', jpegWith(0xc0, frame(8, 2, 0, 3))],
    ['12 bits', jpegWith(0xc1, frame(12, 2, 300, 3))],
    ['2 components', jpegWith(0xc0, frame(8, 2, 300, 2))],
    ['a lossless frame', jpegWith(0xc3, frame(8, 2, 300, 3))],
    ['an arithmetic frame', jpegWith(0xc9, frame(8, 2, 300, 3))],
    ['a frame of the wrong length', jpegWith(0xc0, [...frame(8, 2, 300, 3), 0])],
    ['a scan before the frame', jpegWith(0xda, frame(8, 2, 300, 3))],
    ['the end before the frame', jpegWith(0xd9, frame(8, 2, 300, 3))],
    ['a segment beyond the end', jpegWith(0xe0, [1, 2, 3]).subarray(0, 8)],
    ['no marker behind a segment', Uint8Array.from([...jpegWith(0xe0, [1, 2, 3]), 0, 1, 2, 3])],
  ])('refuses a JPEG with %s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('RC_IMAGING_HEADER_INVALID');
  });

  it.each([
    ['no rows', makePng(1, 0, 0)],
    ['2³¹ columns', makePng(2 ** 31, 1, 0)],
    ['a wrong checksum', Uint8Array.from(makePng(1, 1, 1)).with(30, 0)],
    ['a first chunk of another name', Uint8Array.from(makePng(1, 1, 1)).with(12, 65)],
  ])('refuses a PNG with %s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('RC_IMAGING_HEADER_INVALID');
  });
});
