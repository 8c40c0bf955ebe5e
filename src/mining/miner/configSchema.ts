import { z } from 'zod';
import { decodeSs58 } from '../../bittensor/keys/decodeSs58.ts';

const isAddress = (text: string): boolean => {
  try {
    decodeSs58(text);
    return true;
  } catch {
    return false;
  }
};

/** The section `miner` of the configuration: who answers, and how it shares its time. */
export const configSchema = z.strictObject({
  hotkey: z
    .string()
    .refine(isAddress, 'must be an SS58 address')
    .optional()
    .describe('SS58 address of the miner; without it the public half of the hotkey that `wallet` names.'),
  replyMarginMs: z
    .int()
    .min(0)
    .max(5_000)
    .default(500)
    .describe('Kept of a validator’s time for the way back.'),
  shortWayMs: z
    .int()
    .min(0)
    .max(9_000)
    .default(6_000)
    .describe('Most time for an answer when its caller is over the limit or too many are being answered.'),
  concurrency: z
    .strictObject({
      minimum: z
        .int()
        .min(1)
        .max(10_000)
        .default(8)
        .describe('Challenges that are always answered the long way at once.'),
      maximum: z
        .int()
        .min(1)
        .max(10_000)
        .default(256)
        .describe('Challenges that are answered the long way at once at most; in between it is measured.'),
    })
    .refine(({ minimum, maximum }) => minimum <= maximum, 'minimum must not be above maximum')
    .prefault({}),
});

/** The section with all defaults filled in. */
export type MinerConfig = z.output<typeof configSchema>;

/** The section as an operator writes it. */
export type MinerConfigInput = z.input<typeof configSchema>;
