import { z } from 'zod';
import { createRandom } from '../../../support/random/createRandom.ts';
import { defineOperation } from '../defineOperation.ts';
import { gaussianNoise } from '../gaussianNoise.ts';
import { mapPixels } from '../mapPixels.ts';
import { drawFrom, rangeSchema, seedSchema } from '../range.ts';

/** A sensor's noise: normal, of `sigma` levels, every channel and pixel by itself. */
export const noise = defineOperation({
  ranges: z.strictObject({ sigma: rangeSchema(0, 128) }),
  parameters: z.strictObject({ sigma: z.number().min(0), seed: seedSchema }),
  sample: ({ sigma }, random) => ({ sigma: drawFrom(sigma, random), seed: random.nextUint32() }),
  apply(image, { sigma, seed }) {
    const grain = gaussianNoise(image.data.length, createRandom(seed));
    return mapPixels(image, (red, green, blue, result, pixel) => {
      result[0] = red + sigma * (grain[pixel * 3] as number);
      result[1] = green + sigma * (grain[pixel * 3 + 1] as number);
      result[2] = blue + sigma * (grain[pixel * 3 + 2] as number);
    });
  },
});
