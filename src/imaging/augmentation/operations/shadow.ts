import { z } from 'zod';
import { defineOperation } from '../defineOperation.ts';
import { mapPixels } from '../mapPixels.ts';
import { drawFrom, rangeSchema } from '../range.ts';

const share = z.number().min(0).max(1);

/**
 * The shadow of something outside of the picture: a band across it. `width` and `softness` (of its edges) are shares
 * of the diagonal, `darkness` the share of light that it takes; blue sky still lights it.
 */
export const shadow = defineOperation({
  ranges: z.strictObject({
    darkness: rangeSchema(0, 1),
    width: rangeSchema(0, 1),
    softness: rangeSchema(0.001, 1),
  }),
  parameters: z.strictObject({
    darkness: share,
    width: share,
    softness: z.number().positive().max(1),
    /** Of the band. */
    degrees: z.number(),
    /** Of its middle from the image's, share of the diagonal. */
    offset: z.number().min(-1).max(1),
  }),
  sample: ({ darkness, width, softness }, random) => ({
    darkness: drawFrom(darkness, random),
    width: drawFrom(width, random),
    softness: drawFrom(softness, random),
    degrees: drawFrom([0, 180], random),
    offset: drawFrom([-0.4, 0.4], random),
  }),
  apply(image, { darkness, width, softness, degrees, offset }) {
    const radians = (degrees * Math.PI) / 180;
    const diagonal = Math.hypot(image.width, image.height);
    return mapPixels(image, (red, green, blue, result, pixel) => {
      const x = (pixel % image.width) + 0.5 - image.width / 2;
      const y = Math.floor(pixel / image.width) + 0.5 - image.height / 2;
      const distance = Math.abs((x * Math.sin(radians) - y * Math.cos(radians)) / diagonal - offset);
      const inside = Math.min(1, Math.max(0, 0.5 + (width / 2 - distance) / softness));
      const taken = darkness * inside;
      result[0] = red * (1 - taken);
      result[1] = green * (1 - taken * 0.97);
      result[2] = blue * (1 - taken * 0.9);
    });
  },
});
