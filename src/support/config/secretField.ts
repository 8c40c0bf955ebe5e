import type { ZodType } from 'zod';

/**
 * Marks a configuration field as secret: it is never printed.
 * `password: secretField(z.string()).optional()`
 */
export const secretField = <Schema extends ZodType>(schema: Schema): Schema => schema.meta({ secret: true });
