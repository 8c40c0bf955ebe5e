import type { Keypair } from './Keypair.ts';
import { keypairFromSecret } from './keypairFromSecret.ts';
import { secretFromMnemonic } from './secretFromMnemonic.ts';

/** The signing key of `mnemonic` (12 to 24 English words). @throws as `secretFromMnemonic`. */
export function keypairFromMnemonic(mnemonic: string): Keypair {
  return keypairFromSecret(secretFromMnemonic(mnemonic));
}
