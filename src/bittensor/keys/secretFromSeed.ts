import { keysError } from './errors.ts';
import { type KeypairSecret, makeKeypairSecret } from './makeKeypairSecret.ts';
import { sr25519 } from './sr25519.ts';
import { toCanonicalPrivateKey } from './toCanonicalPrivateKey.ts';

/**
 * The secret of a 32-byte mini secret.
 * @throws RC_KEYS_SEED_INVALID
 */
export function secretFromSeed(seed: Uint8Array): KeypairSecret {
  if (seed.length !== 32) throw keysError('RC_KEYS_SEED_INVALID', { length: seed.length });
  return makeKeypairSecret({
    seed,
    privateKey: toCanonicalPrivateKey(sr25519.pairFromSeed(seed).privateKey),
  });
}
