import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { decryptAnsibleVault } from './decryptAnsibleVault.ts';
import { type DeriveKey, deriveNaclKey } from './deriveNaclKey.ts';
import { encryptionOf } from './encryptionOf.ts';
import { walletError } from './errors.ts';

const MARKER_LENGTH = '$NACL'.length;
const NONCE_LENGTH = 24;
const MAC_LENGTH = 16;

const decryptNacl = async (data: Uint8Array, password: string, path: string, deriveKey: DeriveKey) => {
  const nonceEnd = MARKER_LENGTH + NONCE_LENGTH;
  if (data.length < nonceEnd + MAC_LENGTH) {
    throw walletError('RC_WALLET_KEYFILE_INVALID', { path, reason: 'it is cut off' });
  }
  const key = await deriveKey(password);
  try {
    return xsalsa20poly1305(key, data.subarray(MARKER_LENGTH, nonceEnd)).decrypt(data.subarray(nonceEnd));
  } catch {
    throw walletError('RC_WALLET_PASSWORD_WRONG', { path });
  }
};

const decryptAnsible = async (data: Uint8Array, password: string, path: string) => {
  const plain = await decryptAnsibleVault(data, password);
  if (plain === 'wrong') throw walletError('RC_WALLET_PASSWORD_WRONG', { path });
  if (plain === 'malformed') {
    throw walletError('RC_WALLET_KEYFILE_INVALID', { path, reason: 'it is not a whole Ansible vault' });
  }
  return plain;
};

/**
 * Decrypts the bytes of a keyfile; unencrypted ones come back as they are.
 * @param path for messages.
 * @param deriveKey Argon2i of `$NACL` by default; tests and fuzzing put a fast one here.
 * @throws RC_WALLET_PASSWORD_WRONG, RC_WALLET_KEYFILE_INVALID, RC_WALLET_ENCRYPTION_UNSUPPORTED (Fernet),
 *   RC_WALLET_KDF_…
 */
export async function decryptKeyfile({
  data,
  password,
  path,
  deriveKey = deriveNaclKey,
}: {
  data: Uint8Array;
  password: string;
  path: string;
  deriveKey?: DeriveKey | undefined;
}): Promise<Uint8Array> {
  const encryption = encryptionOf(data);
  if (encryption === 'nacl') return decryptNacl(data, password, path, deriveKey);
  if (encryption === 'ansible') return decryptAnsible(data, password, path);
  if (encryption === 'fernet') throw walletError('RC_WALLET_ENCRYPTION_UNSUPPORTED', { path });
  return data;
}
