import { randomBytes } from 'node:crypto';
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { type DeriveKey, deriveNaclKey } from './deriveNaclKey.ts';
import { walletError } from './errors.ts';

/**
 * Encrypts the bytes of a keyfile as `$NACL`: marker, 24 random bytes of nonce, secretbox (MAC, then ciphertext).
 * The result is opened again before it is given out.
 * @throws RC_WALLET_PASSWORD_EMPTY, RC_WALLET_KDF_…
 */
export async function encryptKeyfile({
  data,
  password,
  deriveKey = deriveNaclKey,
  random = randomBytes,
}: {
  data: Uint8Array;
  password: string;
  deriveKey?: DeriveKey | undefined;
  random?: ((size: number) => Uint8Array) | undefined;
}): Promise<Uint8Array> {
  if (password === '') throw walletError('RC_WALLET_PASSWORD_EMPTY');
  const key = await deriveKey(password);
  const nonce = Uint8Array.from(random(24));
  const box = xsalsa20poly1305(key, nonce).encrypt(data);
  xsalsa20poly1305(key, nonce).decrypt(box);
  return Uint8Array.from([...Buffer.from('$NACL'), ...nonce, ...box]);
}
