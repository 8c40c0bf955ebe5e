import { z } from 'zod';
import { createRandom } from '../../../support/random/createRandom.ts';
import { defineOperation } from '../defineOperation.ts';
import { gaussianNoise } from '../gaussianNoise.ts';
import { mapPixels } from '../mapPixels.ts';
import { drawFrom, rangeSchema, seedSchema } from '../range.ts';

/**
 * Little light: `gain` of it is left, dark parts lose more (`gamma` above 1), colours fade towards blue by `fade`, and
 * the amplifier adds `noise` (levels). There are no lamps in it: it is an aid for training, not a rendering.
 */
export const night = defineOperation({
  ranges: z.strictObject({
    gain: rangeSchema(0, 1),
    gamma: rangeSchema(0.5, 4),
    fade: rangeSchema(0, 1),
    noise: rangeSchema(0, 64),
  }),
  parameters: z.strictObject({
    gain: z.number().min(0).max(1),
    gamma: z.number().positive(),
    fade: z.number().min(0).max(1),
    noise: z.number().min(0),
    seed: seedSchema,
  }),
  sample: ({ gain, gamma, fade, noise }, random) => ({
    gain: drawFrom(gain, random),
    gamma: drawFrom(gamma, random),
    fade: drawFrom(fade, random),
    noise: drawFrom(noise, random),
    seed: random.nextUint32(),
  }),
  apply(image, { gain, gamma, fade, noise, seed }) {
    const grain = gaussianNoise(image.data.length, createRandom(seed));
    const curve = Float64Array.from({ length: 256 }, (_, level) => 255 * gain * (level / 255) ** gamma);
    return mapPixels(image, (red, green, blue, result, pixel) => {
      const [r, g, b] = [curve[red] as number, curve[green] as number, curve[blue] as number];
      const grey = 0.299 * r + 0.587 * g + 0.114 * b;
      const mix = (value: number, tint: number, at: number) =>
        value + (grey * tint - value) * fade + noise * (grain[pixel * 3 + at] as number);
      result[0] = mix(r, 0.85, 0);
      result[1] = mix(g, 0.95, 1);
      result[2] = mix(b, 1.25, 2);
    });
  },
});
