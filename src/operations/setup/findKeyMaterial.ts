import { isMnemonicArray } from '../../support/redaction/redactText.ts';

const shortestMnemonic = 12;
/** 32 bytes are a seed, 64 a private key. */
const hexKey = /(?<![0-9a-fA-F])(?:0x)?(?:[0-9a-fA-F]{128}|[0-9a-fA-F]{64})(?![0-9a-fA-F])/;
const keyName = /(?:mnemonic|private_?key|secret_?(?:seed|phrase|key)|seed_?phrase)\w*\s*=\s*["']?[^\s"'#]/i;

/**
 * Where a text holds what looks like a mnemonic, a seed or a private key, whatever stands around it.
 * @returns the number of the first such line, from 1; `null` where there is none
 */
export function findKeyMaterial(text: string): number | null {
  const lines = text.split(/\r\n|\n|\r/);
  const byPattern = lines.findIndex((line) => hexKey.test(line) || keyName.test(line));
  const words = lines.flatMap((line, index) =>
    [...line.matchAll(/[A-Za-z]+/g)].map(([word]) => ({ word, line: index })),
  );
  // Over the ends of lines: a mnemonic may stand in several.
  const start = words.findIndex((_, at) => {
    const run = words.slice(at, at + shortestMnemonic).map(({ word }) => word);
    return isMnemonicArray(run);
  });
  const found = [byPattern, words[start]?.line ?? -1].filter((line) => line >= 0);
  return found.length === 0 ? null : Math.min(...found) + 1;
}
