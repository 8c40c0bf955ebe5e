import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { compareImages } from '../../tests/support/compareImages.ts';
import { makePicture, makePng, pngChunk, toSharp } from '../../tests/support/pictures.ts';
import { createManualClock } from '../support/clock/createManualClock.ts';
import { createRandom } from '../support/random/createRandom.ts';
import { decodeImage } from './decodeImage.ts';
import type { DecodeLimits } from './decodeLimits.ts';
import type { RgbImage } from './RgbImage.ts';

const picture = makePicture(61, 43);
const jpeg = await toSharp(picture).jpeg({ quality: 90 }).toBuffer();
const png = await toSharp(picture).png().toBuffer();
const webp = await toSharp(picture).webp({ lossless: true }).toBuffer();

const large = makePicture(320, 240);
const largeJpeg = await toSharp(large).jpeg({ quality: 90 }).toBuffer();
const largePng = await toSharp(large).png().toBuffer();

const refusal = (bytes: Uint8Array, limits?: Partial<DecodeLimits>) =>
  decodeImage(bytes, limits).then(
    ({ width, height }) => `decoded ${width} × ${height}`,
    (error: { code?: string }) => error.code ?? String(error),
  );

const mean = (one: RgbImage, other: RgbImage) => compareImages(one, other).mean;
const rowsOf = ({ width, data }: RgbImage, rows: number): RgbImage => ({
  width,
  height: rows,
  data: data.subarray(0, rows * width * 3),
});

describe('decodeImage decodes', () => {
  it.each([
    ['png', png, 0],
    ['webp', webp, 0],
    ['jpeg', jpeg, 3],
  ] as const)('a %s', async (format, bytes, limit) => {
    const image = await decodeImage(bytes);
    expect(image).toMatchObject({ format, width: 61, height: 43, isDamaged: false });
    expect(image.data).toHaveLength(61 * 43 * 3);
    expect(mean(image, picture)).toBeLessThanOrEqual(limit);
  });

  it('grey, 16 bits, a palette, interlaced rows and alpha to RGB, alpha dropped and not blended', async () => {
    const grey = await decodeImage(await toSharp(picture).greyscale().png().toBuffer());
    expect(grey.data[0]).toBe(grey.data[1]);
    expect(grey.data[0]).toBe(grey.data[2]);
    const deep = await decodeImage(await toSharp(picture).toColourspace('rgb16').png().toBuffer());
    expect(mean(deep, picture)).toBe(0);
    const few = await decodeImage(await toSharp(picture).png({ palette: true, colours: 256 }).toBuffer());
    expect(mean(few, picture)).toBeLessThan(6);
    const interlaced = await decodeImage(await toSharp(picture).png({ progressive: true }).toBuffer());
    expect(mean(interlaced, picture)).toBe(0);
    const clear = await decodeImage(await toSharp(picture).ensureAlpha(0.1).png().toBuffer());
    expect(mean(clear, picture)).toBe(0);
  });

  it('CMYK', async () => {
    const cmyk = await toSharp(picture).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    expect((await sharp(cmyk).metadata()).channels).toBe(4);
    const image = await decodeImage(cmyk);
    expect(image.data).toHaveLength(61 * 43 * 3);
    // Without colour management colours shift; inverted ones would be 100 and more away.
    expect(mean(image, picture)).toBeLessThan(35);
  });

  it('orientation, unless asked not to', async () => {
    const turned = await toSharp(picture).withMetadata({ orientation: 6 }).png().toBuffer();
    const upright = await decodeImage(turned);
    expect([upright.width, upright.height]).toEqual([43, 61]);
    // The stored top left corner is the upper right one of the upright picture.
    expect(upright.data.subarray(42 * 3, 43 * 3)).toEqual(picture.data.subarray(0, 3));
    const stored = await decodeImage(turned, {}, { honourOrientation: false });
    expect(mean(stored, picture)).toBe(0);
  });

  it('the first frame of an animation', async () => {
    const frames = [picture, makePicture(61, 43, 2)];
    const both = Buffer.concat(frames.map(({ data }) => data));
    const raw = { width: 61, height: 86, channels: 3, pageHeight: 43 } as const;
    const animated = await sharp(both, { raw }).webp({ lossless: true }).toBuffer();
    expect((await sharp(animated).metadata()).pages).toBe(2);
    expect(mean(await decodeImage(animated), picture)).toBe(0);
  });

  it('with a colour profile as without', async () => {
    const tagged = await toSharp(picture).withIccProfile('p3', { attach: true }).png().toBuffer();
    const pixels = await sharp(tagged, { ignoreIcc: true }).raw().toBuffer();
    expect((await sharp(tagged).metadata()).hasProfile).toBe(true);
    expect(Buffer.from((await decodeImage(tagged)).data).equals(pixels)).toBe(true);
  });

  it.each([
    ['a ZIP archive', Buffer.from('PK\x03\x04 and so on PK\x05\x06', 'latin1')],
    ['a script', Buffer.from('*/alert(1)//<svg onload=alert(1)>')],
    ['zeros', Buffer.alloc(100_000)],
  ])('a picture with %s behind its end, of which nothing is read', async (_, tail) => {
    for (const bytes of [jpeg, png, webp]) {
      const [alone, followed] = await Promise.all([
        decodeImage(bytes),
        decodeImage(Buffer.concat([bytes, tail])),
      ]);
      expect(mean(alone, followed)).toBe(0);
      expect(followed.isDamaged).toBe(false);
    }
  });

  it('a view into a larger buffer, and leaves it as it was', async () => {
    const buffer = new Uint8Array(png.length + 32).fill(7);
    buffer.set(png, 16);
    const before = Uint8Array.from(buffer);
    expect(mean(await decodeImage(buffer.subarray(16, 16 + png.length)), picture)).toBe(0);
    expect(buffer).toEqual(before);
  });
});

describe('decodeImage takes a damaged', () => {
  it.each([
    ['JPEG', largeJpeg, 0.8],
    ['PNG', largePng, 0.8],
  ])('%s of which most is there', async (_, bytes, share) => {
    const image = await decodeImage(bytes.subarray(0, bytes.length * share));
    expect(image).toMatchObject({ width: 320, height: 240, isDamaged: true });
    expect(mean(rowsOf(image, 150), rowsOf(large, 150))).toBeLessThan(4);
  });

  it('JPEG and turns it upright', async () => {
    const turned = await toSharp(large).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const image = await decodeImage(turned.subarray(0, turned.length * 0.8));
    expect(image).toMatchObject({ width: 240, height: 320, isDamaged: true });
  });

  it('picture by the share of rows that the caller wants', async () => {
    const part = largeJpeg.subarray(0, largeJpeg.length * 0.3);
    expect(await refusal(part)).toBe('RC_IMAGING_CORRUPT');
    expect(await refusal(part, { minIntactShare: 0.1 })).toBe('decoded 320 × 240');
    expect(await refusal(largeJpeg.subarray(0, largeJpeg.length * 0.9), { minIntactShare: 1 })).toBe(
      'RC_IMAGING_CORRUPT',
    );
  });

  it('file byte by byte shorter, with an answer each time', async () => {
    const answers = new Set<string>();
    for (const bytes of [jpeg, png, webp]) {
      for (let length = 0; length < bytes.length; length += 37) {
        answers.add((await refusal(bytes.subarray(0, length))).replace(/ .*/, ''));
      }
    }
    expect([...answers].sort()).toEqual([
      'RC_IMAGING_CORRUPT',
      'RC_IMAGING_FORMAT_UNSUPPORTED',
      'RC_IMAGING_HEADER_INVALID',
      'decoded',
    ]);
  });
});

describe('decodeImage refuses', () => {
  it.each([
    ['GIF', 'gif'],
    ['TIFF', 'tiff'],
    ['AVIF', 'avif'],
  ] as const)('a real %s', async (_, format) => {
    const bytes = await toSharp(picture)[format]().toBuffer();
    expect(await refusal(bytes)).toBe('RC_IMAGING_FORMAT_UNSUPPORTED');
    // The library itself has unlearnt them by now, so that a header which lies gets no further.
    await expect(sharp(bytes).metadata()).rejects.toThrow(/unsupported/);
  });

  it('too many bytes before anything else', async () => {
    expect(await refusal(new Uint8Array(1001), { maxBytes: 1000 })).toBe('RC_IMAGING_TOO_MANY_BYTES');
    expect(await refusal(new Uint8Array(1000), { maxBytes: 1000 })).toBe('RC_IMAGING_FORMAT_UNSUPPORTED');
  });

  it('too many pixels by the header alone', async () => {
    expect(await refusal(makePng(30_000, 30_000, 1))).toBe('RC_IMAGING_TOO_MANY_PIXELS');
    expect(await refusal(makePng(20_000, 10, 10))).toBe('RC_IMAGING_TOO_MANY_PIXELS');
    expect(await refusal(png, { maxPixels: 61 * 43 - 1 })).toBe('RC_IMAGING_TOO_MANY_PIXELS');
    expect(await refusal(png, { maxPixels: 61 * 43 })).toBe('decoded 61 × 43');
    expect(await refusal(webp, { maxSide: 60 })).toBe('RC_IMAGING_TOO_MANY_PIXELS');
  });

  it('a size that does not fit the data', async () => {
    expect(await refusal(makePng(500, 500, 3))).toBe('RC_IMAGING_CORRUPT');
    expect(await refusal(makePng(8, 8, 8))).toBe('decoded 8 × 8');
  });

  it('noise behind an intact header', async () => {
    const noise = createRandom('noise').bytes(5000);
    const start = jpeg.indexOf(Buffer.from([0xff, 0xda]));
    for (const bytes of [
      Buffer.concat([png.subarray(0, 33), noise]),
      Buffer.concat([webp.subarray(0, 30), noise]),
      Buffer.concat([jpeg.subarray(0, start), noise]),
    ]) {
      expect(await refusal(bytes)).toBe('RC_IMAGING_CORRUPT');
    }
  });

  it('a JPEG with scan after scan', async () => {
    const progressive = await toSharp(picture).jpeg({ progressive: true }).toBuffer();
    const last = progressive.lastIndexOf(Buffer.from([0xff, 0xda]));
    const scan = progressive.subarray(last, -2);
    const scans = (count: number) => Array.from({ length: count }, () => scan);
    const file = (count: number) =>
      Buffer.concat([progressive.subarray(0, -2), ...scans(count), progressive.subarray(-2)]);
    expect(await decodeImage(file(0))).toMatchObject({ width: 61, isDamaged: false });
    await expect(decodeImage(file(100))).rejects.toMatchObject({
      code: 'RC_IMAGING_CORRUPT',
      message: expect.stringContaining('100 scans'),
    });
  });

  it('what takes too long', async () => {
    const clock = createManualClock();
    const pending = decodeImage(largeJpeg, { timeoutMs: 700 }, { clock });
    const outcome = expect(pending).rejects.toMatchObject({
      code: 'RC_IMAGING_TIMEOUT',
      message: expect.stringContaining('700 ms'),
    });
    await clock.advance(701);
    await outcome;
  });
});

describe('decompression bombs in what nobody needs', () => {
  // libpng unpacks this much, twice, for every one of them.
  const bomb = deflateSync(Buffer.alloc(45_000_000));
  const keyed = (...flags: number[]) =>
    Buffer.concat([Buffer.from('x\0', 'latin1'), Buffer.from(flags), bomb]);
  it.each([
    ['zTXt', [0]],
    ['iCCP', [0]],
    ['iTXt', [1, 0, 0, 0]],
  ])('are not unpacked: 100 times %s', async (type, flags) => {
    const chunk = pngChunk(type, keyed(...flags));
    const file = makePng(
      8,
      8,
      8,
      Array.from({ length: 100 }, () => chunk),
    );
    const before = process.cpuUsage().user;
    expect(await refusal(file)).toBe('decoded 8 × 8');
    // It would be some 5 s of the processor's time.
    expect(process.cpuUsage().user - before).toBeLessThan(1_000_000);
  });
});
