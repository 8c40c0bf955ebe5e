import type { Keypair } from '../keys/Keypair.ts';
import { keypairFromSecret } from '../keys/keypairFromSecret.ts';
import { decryptKeyfile } from './decryptKeyfile.ts';
import type { DeriveKey } from './deriveNaclKey.ts';
import { encryptionOf } from './encryptionOf.ts';
import { type Environment, passwordFromEnvironment, passwordVariable } from './environmentPassword.ts';
import { walletError } from './errors.ts';
import { parseKeyfile } from './parseKeyfile.ts';
import { readWalletFile, type WalletFile } from './readWalletFile.ts';
import { type WalletLocation, walletPaths } from './walletPaths.ts';

/** Where the password of an encrypted keyfile comes from; asked in this order. */
export interface PasswordSources {
  password?: string | undefined;
  /** Looked through for `BT_PW_…`; `process.env` by default. */
  env?: Environment | undefined;
  /** Asks a person; not called when the file needs no password. */
  askPassword?: ((path: string) => Promise<string>) | undefined;
}

const findPassword = async (path: string, sources: PasswordSources): Promise<string> => {
  const known = sources.password ?? passwordFromEnvironment(path, sources.env ?? process.env);
  const password = known ?? (await sources.askPassword?.(path));
  if (password === undefined) {
    throw walletError('RC_WALLET_PASSWORD_MISSING', { path, variable: passwordVariable(path) });
  }
  return password;
};

const assertPrivate = ({ mode }: WalletFile, path: string): void => {
  if ((mode & 0o077) !== 0) throw walletError('RC_WALLET_FILE_MODE', { path, mode: mode.toString(8) });
};

/**
 * Opens a hotkey to sign with.
 * @param options.hotkey default `default`.
 * @param options.deriveKey for tests; see `decryptKeyfile`.
 * @throws RC_WALLET_FILE_… (an unencrypted hotkey that others may read is refused), RC_WALLET_PASSWORD_…,
 *   RC_WALLET_KEYFILE_INVALID, RC_WALLET_KEY_MISMATCH, RC_WALLET_KEY_ABSENT, RC_WALLET_NAME_INVALID
 */
export async function loadHotkey(
  options: WalletLocation &
    PasswordSources & { hotkey?: string | undefined; deriveKey?: DeriveKey | undefined } = {},
): Promise<Keypair> {
  const paths = walletPaths(options);
  const path = paths.hotkey(options.hotkey ?? 'default');
  const file = await readWalletFile(path, paths.hotkeys);
  const encryption = encryptionOf(file.data);
  const needsPassword = encryption === 'nacl' || encryption === 'ansible';
  const password = needsPassword ? await findPassword(path, options) : '';
  const data = await decryptKeyfile({ data: file.data, password, path, deriveKey: options.deriveKey });
  const { secret } = parseKeyfile(data, path);
  if (secret === null) throw walletError('RC_WALLET_KEY_ABSENT', { path });
  if (encryption === 'none') assertPrivate(file, path);
  return keypairFromSecret(secret);
}
