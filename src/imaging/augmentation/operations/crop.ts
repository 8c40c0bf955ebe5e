import { z } from 'zod';
import { cropImage } from '../../cropImage.ts';
import { resize } from '../../resize.ts';
import { defineOperation } from '../defineOperation.ts';
import { drawFrom, rangeSchema } from '../range.ts';

const share = z.number().min(0).max(1);
const positive = z.number().positive();

/**
 * Cuts a part out. `area`: its share of the image. `aspect`: how much wider it is than the image's own shape. Of a part
 * that would be larger than the image, what fits is taken. `keepSize` stretches it to the image's size (torchvision's
 * `RandomResizedCrop`); otherwise the preprocessing of the model scales it, once.
 */
export const crop = defineOperation({
  ranges: z.strictObject({ area: rangeSchema(0.01, 1), aspect: rangeSchema(0.1, 10), keepSize: z.boolean() }),
  parameters: z.strictObject({
    area: positive.max(1),
    aspect: positive,
    /** Where it is: 0 left or top, 1 right or bottom. */
    across: share,
    down: share,
    keepSize: z.boolean(),
  }),
  sample: ({ area, aspect, keepSize }, random) => ({
    area: drawFrom(area, random),
    // As likely twice as wide as half as wide.
    aspect: Math.exp(drawFrom([Math.log(aspect[0]), Math.log(aspect[1])], random)),
    across: random.float(),
    down: random.float(),
    keepSize,
  }),
  apply(image, { area, aspect, across, down, keepSize }) {
    const side = (size: number, part: number) => Math.min(size, Math.max(1, Math.round(size * part)));
    const width = side(image.width, Math.sqrt(area * aspect));
    const height = side(image.height, Math.sqrt(area / aspect));
    const left = Math.round((image.width - width) * across);
    const top = Math.round((image.height - height) * down);
    const part = cropImage(image, { left, top, width, height });
    return keepSize ? resize(part, image.width, image.height, 'bilinear') : part;
  },
});
