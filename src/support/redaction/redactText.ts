import { wordlist } from '@scure/bip39/wordlists/english.js';

/** What stands in the place of a secret. */
export const redacted = '[redacted]';

const mnemonicWords: ReadonlySet<string> = new Set(wordlist);
const shortestMnemonic = 12;

const isMnemonicWord = (word: string): boolean => mnemonicWords.has(word.toLowerCase());

/** True for an array that holds a mnemonic word by word. */
export const isMnemonicArray = (items: readonly unknown[]): boolean =>
  items.length >= shortestMnemonic && items.every((item) => typeof item === 'string' && isMnemonicWord(item));

/**
 * Replaces every run of at least twelve words of BIP39's English list, whatever punctuation parts them. Prose
 * practically never has such a run: the list holds no "the", "is", "a", "to".
 */
function redactMnemonics(text: string): string {
  if (text.length < shortestMnemonic * 4) return text;
  let result = '';
  let copied = 0;
  let runStart = 0;
  let runEnd = 0;
  let count = 0;
  const closeRun = () => {
    if (count >= shortestMnemonic) {
      result += text.slice(copied, runStart) + redacted;
      copied = runEnd;
    }
    count = 0;
  };
  for (const match of text.matchAll(/[A-Za-z]+/g)) {
    const [word] = match;
    // Separators such as `", "` or `\n  - ` or ` 3. ` keep a run together.
    if (count > 0 && match.index - runEnd > 8) closeRun();
    if (!isMnemonicWord(word)) {
      closeRun();
      continue;
    }
    if (count === 0) runStart = match.index;
    runEnd = match.index + word.length;
    count += 1;
  }
  closeRun();
  return result + text.slice(copied);
}

/** Each pattern and what it becomes. `$1` is kept: the name of the thing whose value goes. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // Long hexadecimal: 64 bytes is an sr25519 private key (or a signature, which nobody needs in a log either).
  [/(?<![0-9a-fA-F])(?:0x)?[0-9a-fA-F]{128}(?![0-9a-fA-F])/g, redacted],
  [/(:\/\/)[^\s/@:]*:[^\s/@]+@/g, `$1${redacted}@`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${redacted}`],
  [
    /((?:pass(?:word|phrase|wd)|secret[-_]?\w*|mnemonic|seed[-_]?phrase|api[-_]?key|access[-_]?token|private[-_]?key|BT_PW_\w+)["']?\s*[=:]\s*)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,;}&]+)/gi,
    `$1${redacted}`,
  ],
];

/** 32 bytes after `0x`: a secret seed as wallets write it, but also a public key, a hash or an account. */
const seedPattern = /(?<![0-9a-fA-F])0x[0-9a-fA-F]{64}(?![0-9a-fA-F])/g;

/**
 * Replaces what looks like a secret inside a text: mnemonics, private keys, credentials in URLs and headers,
 * `password=…`. Unless `keepHashes`, 32 bytes of `0x…` hexadecimal go too, as nothing tells a seed from a hash.
 */
export function redactText(text: string, keepHashes = false): string {
  let result = redactMnemonics(text);
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement);
  return keepHashes ? result : result.replace(seedPattern, redacted);
}
