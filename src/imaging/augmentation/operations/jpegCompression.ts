import { z } from 'zod';
import { decodeImage } from '../../decodeImage.ts';
import { defineOperation } from '../defineOperation.ts';
import { encodeJpeg } from '../encodeJpeg.ts';
import { drawFrom, rangeSchema } from '../range.ts';

const noLimits = { maxBytes: 2 ** 31, maxPixels: 2 ** 31, maxSide: 65_535 };

/** Encodes as a JPEG of `quality` (libjpeg's scale, 1 to 100) and decodes again. */
export const jpegCompression = defineOperation({
  ranges: z.strictObject({ quality: rangeSchema(1, 100) }),
  parameters: z.strictObject({ quality: z.int().min(1).max(100) }),
  sample: ({ quality }, random) => ({ quality: Math.round(drawFrom(quality, random)) }),
  async apply(image, { quality }) {
    const { width, height, data } = await decodeImage(await encodeJpeg(image, quality), noLimits);
    return { width, height, data };
  },
});
