import { z } from 'zod';

/** The section `metagraph` of the configuration: which subnet, and from where its validators are known. */
export const configSchema = z.strictObject({
  netuid: z.int().min(0).max(65_535).default(72).describe('Number of the subnet.'),
  file: z
    .string()
    .min(1)
    .optional()
    .describe('JSON file with a snapshot of the metagraph; it is read again whenever it changes.'),
  validators: z
    .string()
    .min(1)
    .optional()
    .describe('File with one SS58 address a line: validators that are answered whatever the metagraph says.'),
  minimumStakeTao: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,9})?$/, 'must be a decimal number in quotes, e.g. "1000.5"')
    .default('0')
    .describe(
      'Stake in TAO below which a validator is not answered, as a text; unknown stake counts as enough.',
    ),
});

/** The section with all defaults filled in. */
export type MetagraphConfig = z.output<typeof configSchema>;
