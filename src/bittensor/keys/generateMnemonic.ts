import { randomBytes } from 'node:crypto';
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';

/** How many words a mnemonic may have. */
export type WordCount = 12 | 15 | 18 | 21 | 24;

/**
 * Makes a new BIP39 mnemonic.
 * @param random gives that many unpredictable bytes; the system's generator by default.
 */
export function generateMnemonic({
  words = 12,
  random = (size: number): Uint8Array => randomBytes(size),
}: {
  words?: WordCount;
  random?: (size: number) => Uint8Array;
} = {}): string {
  return entropyToMnemonic(Uint8Array.from(random((words / 3) * 4)), wordlist);
}
