import { z } from 'zod';

const rao = z
  .string()
  .regex(/^\d{1,30}$/)
  .transform(BigInt);

/**
 * What is known of a subnet's neurons at one block, as a file holds it (JSON). The chain process writes the same form.
 * Whatever a source does not know is left out, never zero.
 */
export const metagraphSnapshotSchema = z.strictObject({
  format: z.literal(1),
  netuid: z.int().min(0).max(65_535),
  block: z.int().nonnegative().optional(),
  /** When it was read from its source, ISO 8601 with a time zone. */
  at: z.iso.datetime({ offset: true }),
  neurons: z
    .array(
      z.strictObject({
        uid: z.int().min(0).max(65_535),
        /** SS58 address. */
        hotkey: z.string().min(40).max(60),
        validatorPermit: z.boolean(),
        /** Total stake in rao, a decimal string. */
        stake: rao.optional(),
        /** Where the axon listens; absent while it serves none. */
        axon: z.strictObject({ ip: z.string(), port: z.int().min(0).max(65_535) }).optional(),
      }),
    )
    .max(65_536),
});

export type MetagraphSnapshot = z.output<typeof metagraphSnapshotSchema>;
