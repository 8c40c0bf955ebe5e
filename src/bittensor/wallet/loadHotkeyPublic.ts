import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { encryptionOf } from './encryptionOf.ts';
import { walletError } from './errors.ts';
import { parseKeyfile } from './parseKeyfile.ts';
import { type PublicKey, readPublicKeyfile } from './readPublicKeyfile.ts';
import { readWalletFile } from './readWalletFile.ts';
import { type WalletLocation, walletPaths } from './walletPaths.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof RoadcrewError && error.code === 'RC_WALLET_FILE_MISSING';

/**
 * Reads the public half of a hotkey without a password: from `<hotkey>pub.txt` or, where older wallets wrote none,
 * from an unencrypted `<hotkey>`.
 * @throws as `readPublicKeyfile`, and RC_WALLET_NAME_INVALID
 */
export async function loadHotkeyPublic(
  options: WalletLocation & { hotkey?: string | undefined } = {},
): Promise<PublicKey> {
  const paths = walletPaths(options);
  const name = options.hotkey ?? 'default';
  const publicPath = paths.hotkeypub(name);
  try {
    return await readPublicKeyfile(publicPath, paths.hotkeys);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const path = paths.hotkey(name);
  const { data } = await readWalletFile(path, paths.hotkeys);
  if (encryptionOf(data) !== 'none') throw walletError('RC_WALLET_FILE_MISSING', { path: publicPath });
  const { address, publicKey } = parseKeyfile(data, path);
  return { address, publicKey };
}
