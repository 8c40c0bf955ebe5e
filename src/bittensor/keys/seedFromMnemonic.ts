import { pbkdf2Sync } from 'node:crypto';
import { mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { keysError } from './errors.ts';

// 24 words of at most 8 letters; anything longer is not worth normalising.
const MAX_LENGTH = 512;

/**
 * The 32-byte mini secret of a mnemonic, as Substrate derives it: PBKDF2-HMAC-SHA512 over the BIP39 *entropy* (not
 * the BIP39 seed), 2048 rounds, salt "mnemonic" + password (the crate substrate-bip39).
 * @param mnemonic 12, 15, 18, 21 or 24 lower-case English words; surplus white space is ignored.
 * @throws RC_KEYS_MNEMONIC_INVALID
 */
export function seedFromMnemonic(mnemonic: string, password = ''): Uint8Array {
  if (mnemonic.length > MAX_LENGTH) throw keysError('RC_KEYS_MNEMONIC_INVALID');
  let entropy: Uint8Array;
  try {
    entropy = mnemonicToEntropy(mnemonic.trim().split(/\s+/).join(' '), wordlist);
  } catch {
    // The library's error may quote a word of the phrase: it is left behind.
    throw keysError('RC_KEYS_MNEMONIC_INVALID');
  }
  return Uint8Array.from(pbkdf2Sync(entropy, `mnemonic${password}`, 2048, 64, 'sha512').subarray(0, 32));
}
