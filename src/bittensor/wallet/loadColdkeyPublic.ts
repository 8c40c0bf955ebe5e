import { type PublicKey, readPublicKeyfile } from './readPublicKeyfile.ts';
import { type WalletLocation, walletPaths } from './walletPaths.ts';

/**
 * Reads the public half of a wallet's coldkey, `coldkeypub.txt`. The coldkey itself is never opened.
 * @throws as `readPublicKeyfile`, and RC_WALLET_NAME_INVALID
 */
export async function loadColdkeyPublic(location: WalletLocation = {}): Promise<PublicKey> {
  const { coldkeypub, folder } = walletPaths(location);
  return readPublicKeyfile(coldkeypub, folder);
}
