import { z } from 'zod';
import { type DeriveKey, deriveNaclKey } from '../../../bittensor/wallet/deriveNaclKey.ts';
import type { PasswordSources } from '../../../bittensor/wallet/loadHotkey.ts';
import { readPasswordFile } from '../../../bittensor/wallet/readPasswordFile.ts';
import { askPassword } from '../../askPassword.ts';
import type { CommandContext } from '../../command.ts';

/** A password never is the value of an option: those stand in the shell's history and in the list of processes. */
export const passwordInput = { passwordFile: z.string().optional() };

/** Where the password of a hotkey comes from: `--password-file`, else `BT_PW_…`, else a question in a terminal. */
export async function passwordSources(
  { passwordFile }: { passwordFile?: string | undefined },
  context: CommandContext,
): Promise<PasswordSources & { deriveKey: DeriveKey }> {
  return {
    password: passwordFile === undefined ? undefined : await readPasswordFile(passwordFile),
    env: context.env,
    askPassword: askPassword(context),
    deriveKey: (password) =>
      context.progress('Deriving the key from the password', () => deriveNaclKey(password)),
  };
}
