import { parseKeyfile } from './parseKeyfile.ts';
import { readWalletFile } from './readWalletFile.ts';

/** The public half of a key. */
export interface PublicKey {
  /** SS58 with prefix 42. */
  address: string;
  /** 32 bytes. */
  publicKey: Uint8Array;
}

/**
 * Reads the public half of a key from a file that needs no password.
 * @param folder as for `readWalletFile`.
 * @throws RC_WALLET_FILE_…, RC_WALLET_KEYFILE_INVALID, RC_WALLET_KEY_MISMATCH, RC_WALLET_CRYPTO_TYPE
 */
export async function readPublicKeyfile(path: string, folder: string): Promise<PublicKey> {
  const { data } = await readWalletFile(path, folder);
  const { address, publicKey } = parseKeyfile(data, path);
  return { address, publicKey };
}
