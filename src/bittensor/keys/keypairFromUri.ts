import type { Keypair } from './Keypair.ts';
import { keypairFromSecret } from './keypairFromSecret.ts';
import { secretFromUri } from './secretFromUri.ts';

/** The signing key of `uri` (e.g. `//Alice`). @throws as `secretFromUri`. */
export function keypairFromUri(uri: string): Keypair {
  return keypairFromSecret(secretFromUri(uri));
}
