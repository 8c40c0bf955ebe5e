import { z } from 'zod';
import { defineOperation } from '../defineOperation.ts';
import { mapPixels, type Triple } from '../mapPixels.ts';
import { drawFrom, rangeSchema } from '../range.ts';
import { shiftHue } from '../shiftHue.ts';

const factor = z.number().min(0);
const clip = (value: number): number => Math.min(255, Math.max(0, value));
const lumaOf = (red: number, green: number, blue: number): number =>
  0.299 * red + 0.587 * green + 0.114 * blue;

/**
 * Other light and another camera, in this order: `brightness` times the pixel, `contrast` times its distance from the
 * image's mean brightness, `saturation` times its distance from its own brightness, `hue` turns the colour circle (±0.5
 * is halfway). 1, 1, 1, 0 change nothing. Clipped after each, as torchvision's `ColorJitter` does; rounded once.
 */
export const colourJitter = defineOperation({
  ranges: z.strictObject({
    brightness: rangeSchema(0, 4),
    contrast: rangeSchema(0, 4),
    saturation: rangeSchema(0, 4),
    hue: rangeSchema(-0.5, 0.5),
  }),
  parameters: z.strictObject({
    brightness: factor,
    contrast: factor,
    saturation: factor,
    hue: z.number().min(-0.5).max(0.5),
  }),
  sample: ({ brightness, contrast, saturation, hue }, random) => ({
    brightness: drawFrom(brightness, random),
    contrast: drawFrom(contrast, random),
    saturation: drawFrom(saturation, random),
    hue: drawFrom(hue, random),
  }),
  apply(image, { brightness, contrast, saturation, hue }) {
    let sum = 0;
    for (let index = 0; index < image.data.length; index += 3) {
      sum += lumaOf(
        clip((image.data[index] as number) * brightness),
        clip((image.data[index + 1] as number) * brightness),
        clip((image.data[index + 2] as number) * brightness),
      );
    }
    const mean = sum / (image.width * image.height);
    const light = (value: number) => clip(mean + (clip(value * brightness) - mean) * contrast);
    const turned: Triple = [0, 0, 0];
    return mapPixels(image, (red, green, blue, result) => {
      turned[0] = light(red);
      turned[1] = light(green);
      turned[2] = light(blue);
      const luma = lumaOf(turned[0], turned[1], turned[2]);
      for (let channel = 0; channel < 3; channel += 1) {
        turned[channel] = clip(luma + ((turned[channel] as number) - luma) * saturation);
      }
      if (hue !== 0) shiftHue(turned, hue);
      [result[0], result[1], result[2]] = turned;
    });
  },
});
