import { z } from 'zod';
import { defineOperation } from '../defineOperation.ts';
import { mapPixels } from '../mapPixels.ts';
import { drawFrom, rangeSchema } from '../range.ts';

/** Where on a flat road the eye begins to see far: rows below the horizon, as a share of the height. */
const nearRows = 0.06;
const level = z.number().min(0).max(255);

/**
 * Fog after H. Koschmieder (1924): light · t + air · (1 − t) with t = exp(−density · distance). The distance is 1 at
 * the `horizon` (share of the height from the top) and above it, and falls below it as on a flat road.
 */
export const fog = defineOperation({
  ranges: z.strictObject({
    density: rangeSchema(0, 10),
    horizon: rangeSchema(0, 1),
    air: rangeSchema(0, 255),
  }),
  parameters: z.strictObject({
    density: z.number().min(0),
    horizon: z.number().min(0).max(1),
    /** Colour of the fog. */
    air: level,
  }),
  sample: ({ density, horizon, air }, random) => ({
    density: drawFrom(density, random),
    horizon: drawFrom(horizon, random),
    air: drawFrom(air, random),
  }),
  apply(image, { density, horizon, air }) {
    const clear = Float64Array.from({ length: image.height }, (_, row) => {
      const below = (row + 0.5) / image.height - horizon;
      const distance = below <= nearRows ? 1 : nearRows / below;
      return Math.exp(-density * distance);
    });
    return mapPixels(image, (red, green, blue, result, pixel) => {
      const share = clear[Math.floor(pixel / image.width)] as number;
      const added = air * (1 - share);
      result[0] = red * share + added;
      result[1] = green * share + added;
      result[2] = blue * share + added;
    });
  },
});
