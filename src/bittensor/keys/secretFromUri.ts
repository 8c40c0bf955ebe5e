import { hex } from '@scure/base';
import { keysError } from './errors.ts';
import { junctionChainCode } from './junctionChainCode.ts';
import { type KeypairSecret, makeKeypairSecret } from './makeKeypairSecret.ts';
import { parseSecretUri } from './parseSecretUri.ts';
import { seedFromMnemonic } from './seedFromMnemonic.ts';
import { sr25519 } from './sr25519.ts';
import { toCanonicalPrivateKey } from './toCanonicalPrivateKey.ts';

const seedOf = (phrase: string, password: string): Uint8Array => {
  if (!phrase.startsWith('0x')) return seedFromMnemonic(phrase, password);
  if (!/^0x[0-9a-fA-F]{64}$/.test(phrase)) {
    throw keysError('RC_KEYS_URI_INVALID', { reason: 'its seed does not have 64 hex digits' });
  }
  return hex.decode(phrase.slice(2).toLowerCase());
};

/**
 * The secret of a Substrate URI: `//Alice`, `words…//hard/soft///password`, `0x<seed>//1`.
 * @returns a secret with the private key alone, as the Rust wallet keeps keys made from a URI.
 * @throws RC_KEYS_URI_INVALID, RC_KEYS_MNEMONIC_INVALID
 */
export function secretFromUri(uri: string): KeypairSecret {
  const { phrase, junctions, password } = parseSecretUri(uri);
  const root = sr25519.pairFromSeed(seedOf(phrase, password));
  const pair = junctions.reduce(
    (parent, { hard, name }) =>
      (hard ? sr25519.deriveHard : sr25519.deriveSoft)(parent, junctionChainCode(name)),
    root,
  );
  return makeKeypairSecret({ privateKey: toCanonicalPrivateKey(pair.privateKey) });
}
