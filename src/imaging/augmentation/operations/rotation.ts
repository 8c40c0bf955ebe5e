import { z } from 'zod';
import { defineOperation } from '../defineOperation.ts';
import { drawFrom, rangeSchema } from '../range.ts';
import { warp } from '../warp.ts';

const border = z.enum(['black', 'edge']);

/** Turns about the centre, `degrees` counterclockwise, and keeps the size. */
export const rotation = defineOperation({
  ranges: z.strictObject({ degrees: rangeSchema(-180, 180), border }),
  parameters: z.strictObject({ degrees: z.number(), border }),
  sample: ({ degrees, border }, random) => ({ degrees: drawFrom(degrees, random), border }),
  apply(image, { degrees, border }) {
    const radians = (degrees * Math.PI) / 180;
    const [cosine, sine] = [Math.cos(radians), Math.sin(radians)];
    return warp(image, [cosine, -sine, 0, sine, cosine, 0, 0, 0, 1], border);
  },
});
