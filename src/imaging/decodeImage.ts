import type { Clock } from '../support/clock/Clock.ts';
import { systemClock } from '../support/clock/systemClock.ts';
import { RoadcrewError } from '../support/errors/RoadcrewError.ts';
import { countIntactRows } from './countIntactRows.ts';
import { countJpegScans } from './countJpegScans.ts';
import { type DecodeLimits, defaultDecodeLimits } from './decodeLimits.ts';
import { imagingError } from './errors.ts';
import { formatNames, type ImageFormat, type ImageHeader } from './imageHeader.ts';
import { preparedSharp } from './preparedSharp.ts';
import type { RgbImage } from './RgbImage.ts';
import { readImageHeader } from './readImageHeader.ts';
import { stripPng } from './stripPng.ts';

export interface DecodeOptions {
  /**
   * Turns the image upright as its EXIF data say (default true). Images of challenges carry no EXIF; those of users do.
   */
  readonly honourOrientation?: boolean;
  readonly clock?: Clock;
}

/** A decoded picture, and how well that went. */
export interface DecodedImage extends RgbImage {
  readonly format: ImageFormat;
  /** The file was cut off or broken; what could not be read is grey, black or smeared. */
  readonly isDamaged: boolean;
}

/** Pillow's `cmyk2rgb` (`src/libImaging/Convert.c`): no colour management, 255 − min(255, c·(1 − k) + k). */
const rgbFromCmyk = (cmyk: Uint8Array): Uint8Array => {
  const rgb = new Uint8Array((cmyk.length / 4) * 3);
  for (let from = 0, to = 0; from < cmyk.length; from += 4, to += 3) {
    const white = 255 - (cmyk[from + 3] as number);
    for (let channel = 0; channel < 3; channel += 1) {
      const product = (cmyk[from + channel] as number) * white + 128;
      rgb[to + channel] = Math.max(0, white - (((product >> 8) + product) >> 8));
    }
  }
  return rgb;
};

/** Encoders write about 10. */
const maxScans = 100;

type Tolerance = 'truncated' | 'none';

const decodePixels = async (
  bytes: Uint8Array,
  header: ImageHeader,
  tolerance: Tolerance,
  limits: DecodeLimits,
  autoOrient: boolean,
): Promise<RgbImage> => {
  const sharp = preparedSharp();
  const options = {
    failOn: tolerance,
    limitInputPixels: Math.floor(limits.maxPixels),
    // Frames behind the first are never looked at, and neither are colour profiles: Python's validators ignore them.
    pages: 1,
    ignoreIcc: true,
    autoOrient,
  };
  const pipeline = sharp(bytes, options).timeout({
    seconds: Math.max(1, Math.ceil(limits.timeoutMs / 1000)),
  });
  const isCmyk = header.format === 'jpeg' && header.components === 4;
  const { data, info } = await (isCmyk
    ? pipeline.pipelineColourspace('cmyk').toColourspace('cmyk')
    : pipeline.removeAlpha().toColourspace('srgb')
  )
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const pixels = header.width * header.height;
  const channels = isCmyk ? 4 : 3;
  if (
    info.channels !== channels ||
    info.width * info.height !== pixels ||
    data.length !== pixels * channels
  ) {
    const found = `${info.width} × ${info.height} pixels of ${info.channels} channels came out`;
    throw imagingError('RC_IMAGING_CORRUPT', { format: formatNames[header.format], reason: found });
  }
  const plain = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return { width: info.width, height: info.height, data: isCmyk ? rgbFromCmyk(plain) : plain };
};

const decodeLeniently = async (
  bytes: Uint8Array,
  header: ImageHeader,
  limits: DecodeLimits,
  autoOrient: boolean,
): Promise<DecodedImage> => {
  const { format } = header;
  try {
    const image = await decodePixels(bytes, header, 'truncated', limits, autoOrient);
    return { ...image, format, isDamaged: false };
  } catch (first) {
    if (first instanceof RoadcrewError) throw first;
    const name = formatNames[format];
    const refuse = (reason: string, cause: unknown) =>
      imagingError('RC_IMAGING_CORRUPT', { format: name, reason }, cause);
    let image: RgbImage;
    try {
      // The rows are counted before the image is turned.
      image = await decodePixels(bytes, header, 'none', limits, false);
    } catch (second) {
      if (second instanceof RoadcrewError) throw second;
      throw refuse(firstLine(second), second);
    }
    const intact = countIntactRows(image);
    if (intact < image.height * limits.minIntactShare) {
      throw refuse(`only ${intact} of ${image.height} rows carry pixels`, first);
    }
    const turned = autoOrient ? await decodePixels(bytes, header, 'none', limits, true) : image;
    return { ...turned, format, isDamaged: true };
  }
};

/** Files that are small, within all limits, and many seconds of work: both were found by trying. */
const withoutTraps = (bytes: Uint8Array, format: ImageFormat): Uint8Array => {
  if (format === 'png') return stripPng(bytes);
  if (format === 'jpeg' && countJpegScans(bytes, maxScans + 1) > maxScans) {
    const reason = `it has more than ${maxScans} scans`;
    throw imagingError('RC_IMAGING_CORRUPT', { format: formatNames.jpeg, reason });
  }
  return bytes;
};

const firstLine = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').slice(0, 200);
};

/**
 * Decodes a JPEG, PNG or WebP that came from a stranger, as Pillow's `Image.open(…).convert('RGB')` would: without
 * colour management, alpha dropped (not blended), 16-bit samples cut to their upper 8, the first frame of an
 * animation. Length, format, header and size are judged before the decoder sees a byte. Unlike Pillow, a damaged image
 * is taken when at least `minIntactShare` of its rows came through: a miner is better off with part of a picture than
 * with a guess.
 *
 * The decoder is native code: call this in a process that may crash. After a time-out it may go on in the background
 * for the rest of a second.
 * @throws RC_IMAGING_TOO_MANY_BYTES, RC_IMAGING_FORMAT_UNSUPPORTED, RC_IMAGING_HEADER_INVALID,
 *   RC_IMAGING_TOO_MANY_PIXELS, RC_IMAGING_CORRUPT, RC_IMAGING_TIMEOUT
 */
export async function decodeImage(
  bytes: Uint8Array,
  limits: Partial<DecodeLimits> = {},
  options: DecodeOptions = {},
): Promise<DecodedImage> {
  const complete = { ...defaultDecodeLimits, ...limits };
  const { maxBytes, maxPixels, maxSide, timeoutMs } = complete;
  if (bytes.length > maxBytes) {
    throw imagingError('RC_IMAGING_TOO_MANY_BYTES', { bytes: bytes.length, limit: maxBytes });
  }
  const header = readImageHeader(bytes);
  const { width, height } = header;
  if (width * height > maxPixels || width > maxSide || height > maxSide) {
    const details = { width, height, limit: maxPixels, sideLimit: maxSide };
    throw imagingError('RC_IMAGING_TOO_MANY_PIXELS', details);
  }
  const decoded = new AbortController();
  const timeout = (options.clock ?? systemClock).sleep(timeoutMs, decoded.signal).then(
    () => {
      throw imagingError('RC_IMAGING_TIMEOUT', { timeoutMs });
    },
    () => new Promise<never>(() => undefined),
  );
  try {
    const work = decodeLeniently(
      withoutTraps(bytes, header.format),
      header,
      complete,
      options.honourOrientation ?? true,
    );
    return await Promise.race([work, timeout]);
  } finally {
    decoded.abort();
  }
}
