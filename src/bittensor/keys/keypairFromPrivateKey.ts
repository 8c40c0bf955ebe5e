import type { Keypair } from './Keypair.ts';
import { keypairFromSecret } from './keypairFromSecret.ts';
import { secretFromPrivateKey } from './secretFromPrivateKey.ts';

/** The signing key of `privateKey` (the canonical 64 bytes of a wallet file). @throws as `secretFromPrivateKey`. */
export function keypairFromPrivateKey(privateKey: Uint8Array): Keypair {
  return keypairFromSecret(secretFromPrivateKey(privateKey));
}
