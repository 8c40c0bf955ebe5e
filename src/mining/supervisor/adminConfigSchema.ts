import { z } from 'zod';

/** The section `admin` of the configuration: metrics, health and status for this machine alone. */
export const adminConfigSchema = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('address of metrics, health and status; keep it on this machine'),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(9072)
    .describe('port of metrics, health and status; 0 lets the system choose'),
  allowedHosts: z
    .array(z.string().min(1))
    .max(16)
    .default([])
    .describe('further host names by which it may be called, for example that of a container'),
});

export type AdminConfig = z.output<typeof adminConfigSchema>;
