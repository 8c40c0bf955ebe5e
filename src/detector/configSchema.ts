import { z } from 'zod';

/** The section `detector` of the configuration: which release looks at images. */
export const configSchema = z.strictObject({
  release: z
    .string()
    .min(1)
    .optional()
    .describe('folder of the release; without it the starter release that comes with Roadcrew'),
});
