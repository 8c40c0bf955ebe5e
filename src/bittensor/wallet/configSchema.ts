import { z } from 'zod';

/** A file name, not a path: it may not lead out of the folder of the wallets. */
const name = z
  .string()
  .min(1)
  .max(255)
  .refine((text) => text !== '.' && text !== '..' && !/[/\\\0]/.test(text), 'must be a name, not a path');

/** The section `wallet` of the configuration: whose hotkey the miner signs with. */
export const configSchema = z.strictObject({
  path: z
    .string()
    .min(1)
    .default('~/.bittensor/wallets')
    .describe('folder of the wallets; ~ is the home folder'),
  name: name.default('default').describe('name of the wallet (of its coldkey)'),
  hotkey: name.default('default').describe('name of the hotkey in the wallet'),
});
