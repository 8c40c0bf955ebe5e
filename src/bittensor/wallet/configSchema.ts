import { z } from 'zod';
import { nameProblem } from './nameProblem.ts';

const name = z
  .string()
  .refine((text) => nameProblem(text) === null, 'must be a name: no path, no slashes, not ending in pub.txt');

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
