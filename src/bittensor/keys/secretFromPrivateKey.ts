import { type KeypairSecret, makeKeypairSecret } from './makeKeypairSecret.ts';
import { toExpandedPrivateKey } from './toExpandedPrivateKey.ts';

/**
 * The secret of a canonical 64-byte private key, as wallet files hold it.
 * @throws RC_KEYS_PRIVATE_KEY_INVALID
 */
export function secretFromPrivateKey(privateKey: Uint8Array): KeypairSecret {
  toExpandedPrivateKey(privateKey); // refuses a wrong length or scalar here rather than at the first use
  return makeKeypairSecret({ privateKey });
}
