import { z } from 'zod';
import { convolveSeparably } from '../convolveSeparably.ts';
import { defineOperation } from '../defineOperation.ts';
import { gaussianKernel } from '../gaussianKernel.ts';
import { drawFrom, rangeSchema } from '../range.ts';

/** Out of focus: a Gaussian of `sigma` pixels, cut at three of them. */
export const gaussianBlur = defineOperation({
  ranges: z.strictObject({ sigma: rangeSchema(0.05, 50) }),
  parameters: z.strictObject({ sigma: z.number().positive().max(50) }),
  sample: ({ sigma }, random) => ({ sigma: drawFrom(sigma, random) }),
  apply: (image, { sigma }) => convolveSeparably(image, gaussianKernel(2 * Math.ceil(3 * sigma) + 1, sigma)),
});
