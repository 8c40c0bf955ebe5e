import { z } from 'zod';
import { defineOperation } from '../defineOperation.ts';
import { drawFrom, rangeSchema } from '../range.ts';
import { warp } from '../warp.ts';

const border = z.enum(['black', 'edge']);

/**
 * Turns about the centre (`degrees`, counterclockwise), leans by `shear` (degrees, the top to the left), scales by
 * `scale` (above 1: larger), then moves by shares of the sides.
 */
export const affine = defineOperation({
  ranges: z.strictObject({
    degrees: rangeSchema(-180, 180),
    shear: rangeSchema(-60, 60),
    scale: rangeSchema(0.1, 10),
    across: rangeSchema(-1, 1),
    down: rangeSchema(-1, 1),
    border,
  }),
  parameters: z.strictObject({
    degrees: z.number(),
    shear: z.number().gt(-90).lt(90),
    scale: z.number().positive(),
    across: z.number(),
    down: z.number(),
    border,
  }),
  sample: ({ degrees, shear, scale, across, down, border }, random) => ({
    degrees: drawFrom(degrees, random),
    shear: drawFrom(shear, random),
    scale: drawFrom(scale, random),
    across: drawFrom(across, random),
    down: drawFrom(down, random),
    border,
  }),
  apply(image, { degrees, shear, scale, across, down, border }) {
    const radians = (degrees * Math.PI) / 180;
    const lean = Math.tan((shear * Math.PI) / 180);
    const [cosine, sine] = [Math.cos(radians) / scale, Math.sin(radians) / scale];
    // Backwards from the output: move back, then unscale and unlean, then turn back.
    const [a, b, d, e] = [cosine - lean * sine, -sine - lean * cosine, sine, cosine];
    const [moveX, moveY] = [across * image.width, down * image.height];
    return warp(image, [a, b, -a * moveX - b * moveY, d, e, -d * moveX - e * moveY, 0, 0, 1], border);
  },
});
