import { z } from 'zod';
import { secretField } from '../../support/config/secretField.ts';

const rate = (perMinute: number, burst: number) => ({
  perMinute: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(perMinute)
    .describe('Requests a minute that one caller may make for long.'),
  burst: z
    .int()
    .min(1)
    .max(100_000)
    .default(burst)
    .describe('Requests that one caller may make at once after a rest.'),
});

/** The section `limits` of the configuration: how often one caller may ask. */
export const configSchema = z.strictObject({
  redis: secretField(z.url({ protocol: /^rediss?$/ }))
    .optional()
    .describe(
      'Redis that several miners count in together, redis://[user:password@]host:port[/database]; without it each counts alone.',
    ),
  validator: z
    .strictObject(rate(60, 20))
    .prefault({})
    .describe('A verified validator; over it, the answer is found the short way, and never refused.'),
  token: z.strictObject(rate(120, 20)).prefault({}).describe('A token of the REST API; over it, 429.'),
});

/** The section with all defaults filled in. */
export type LimitsConfig = z.output<typeof configSchema>;
