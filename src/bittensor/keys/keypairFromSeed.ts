import type { Keypair } from './Keypair.ts';
import { keypairFromSecret } from './keypairFromSecret.ts';
import { secretFromSeed } from './secretFromSeed.ts';

/** The signing key of `seed` (the 32-byte mini secret). @throws as `secretFromSeed`. */
export function keypairFromSeed(seed: Uint8Array): Keypair {
  return keypairFromSecret(secretFromSeed(seed));
}
