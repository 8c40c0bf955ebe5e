import { z } from 'zod';

/** The `detectorOptions` that are no configuration. */
export const detectorInput = {
  workers: z.coerce.number().int().min(1).max(64).optional(),
  timeout: z.coerce.number().positive().max(3_600).default(30),
};
