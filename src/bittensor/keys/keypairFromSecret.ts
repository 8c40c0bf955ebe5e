import { encodeSs58 } from './encodeSs58.ts';
import type { Keypair } from './Keypair.ts';
import type { KeypairSecret } from './makeKeypairSecret.ts';
import { sr25519 } from './sr25519.ts';
import { toExpandedPrivateKey } from './toExpandedPrivateKey.ts';

const encoder = new TextEncoder();

/**
 * Makes the signing key of a secret; the public key is computed from it, never trusted from elsewhere.
 * @throws RC_KEYS_PRIVATE_KEY_INVALID
 */
export function keypairFromSecret(secret: KeypairSecret): Keypair {
  const privateKey = toExpandedPrivateKey(secret.exportPrivateKey());
  const publicKey = sr25519.publicKeyOf(privateKey);
  const pair = { privateKey, publicKey };
  return Object.freeze({
    address: encodeSs58(publicKey),
    publicKey: publicKey.slice(),
    sign: (message: Uint8Array | string) =>
      sr25519.sign(pair, typeof message === 'string' ? encoder.encode(message) : message),
  });
}
