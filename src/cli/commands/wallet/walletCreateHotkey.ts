import { z } from 'zod';
import { createHotkey } from '../../../bittensor/wallet/createHotkey.ts';
import { passwordFromEnvironment, passwordVariable } from '../../../bittensor/wallet/environmentPassword.ts';
import { walletError } from '../../../bittensor/wallet/errors.ts';
import { walletPaths } from '../../../bittensor/wallet/walletPaths.ts';
import { type CommandContext, defineCommand } from '../../command.ts';
import { passwordInput, passwordSources } from './passwordSources.ts';
import { walletLocation } from './walletLocation.ts';

const WORDS = { '12': 12, '15': 15, '18': 18, '21': 21, '24': 24 } as const;

const input = z.strictObject({
  ...passwordInput,
  words: z.enum(['12', '15', '18', '21', '24']).default('12'),
  encrypt: z.literal(true).optional(),
  overwrite: z.literal(true).optional(),
  omitCryptoType: z.literal(true).optional(),
  showMnemonic: z.literal(true).optional(),
});

type Sources = Awaited<ReturnType<typeof passwordSources>>;

const newPassword = async (path: string, sources: Sources, context: CommandContext): Promise<string> => {
  const known = sources.password ?? passwordFromEnvironment(path, context.env);
  if (known !== null) return known;
  if (sources.askPassword === undefined) {
    throw walletError('RC_WALLET_PASSWORD_MISSING', { path, variable: passwordVariable(path) });
  }
  const first = await sources.askPassword(path);
  // A slip of the finger would lock the key away.
  if ((await sources.askPassword(`${path} once more`)) !== first)
    throw walletError('RC_WALLET_PASSWORDS_DIFFER');
  return first;
};

export const walletCreateHotkey = defineCommand({
  input,
  async run({ words, encrypt, overwrite, omitCryptoType, showMnemonic, passwordFile }, context) {
    const location = await walletLocation(context);
    const sources = await passwordSources({ passwordFile }, context);
    const path = walletPaths(location).hotkey(location.hotkey);
    const created = await createHotkey({
      ...location,
      words: WORDS[words],
      password: encrypt || passwordFile !== undefined ? await newPassword(path, sources, context) : undefined,
      overwrite,
      cryptoType: omitCryptoType ? false : undefined,
      deriveKey: sources.deriveKey,
    });
    const { address } = created.keypair;
    const mnemonic = showMnemonic ? { mnemonic: created.secret.exportMnemonic() } : {};
    const text = [
      `Created the hotkey ${location.hotkey}: ${address}`,
      `  ${created.path} (${created.encrypted ? 'encrypted' : 'not encrypted'}) holds its secret key and mnemonic.`,
      `  ${created.publicPath} holds its public half.`,
      'Back the first file up where only you can read it: whoever has it owns the hotkey.',
      ...(showMnemonic ? ['', `${created.secret.exportMnemonic()}`] : []),
    ].join('\n');
    const { path: file, publicPath, encrypted } = created;
    return { json: { address, path: file, publicPath, encrypted, ...mnemonic }, text };
  },
});
