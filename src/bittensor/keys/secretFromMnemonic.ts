import { type KeypairSecret, makeKeypairSecret } from './makeKeypairSecret.ts';
import { secretFromSeed } from './secretFromSeed.ts';
import { seedFromMnemonic } from './seedFromMnemonic.ts';

/**
 * The secret of a mnemonic without a password.
 * @throws RC_KEYS_MNEMONIC_INVALID
 */
export function secretFromMnemonic(mnemonic: string): KeypairSecret {
  const seed = seedFromMnemonic(mnemonic);
  const words = mnemonic.trim().split(/\s+/).join(' ');
  return makeKeypairSecret({
    mnemonic: words,
    seed,
    privateKey: secretFromSeed(seed).exportPrivateKey(),
  });
}
