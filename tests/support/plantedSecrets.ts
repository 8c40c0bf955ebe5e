import { createRandom } from '../../src/support/random/createRandom.ts';

const random = createRandom('planted secrets');
const hex = (length: number): string => Buffer.from(random.bytes(length)).toString('hex');

/** Secrets that belong to nobody, in the forms in which wallets write them. None may ever be printed. */
export const plantedSecrets = {
  mnemonic12: 'legal winner thank year wave sausage worth useful legal winner thank yellow',
  mnemonic24:
    'void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space point ten exist slush involve unfold',
  privateKey: `0x${hex(64)}`,
  bareKey: hex(64),
  seed: `0x${hex(32)}`,
  password: 'correct-Horse!battery"staple',
} as const;

/**
 * Pieces of secrets that suffice to recognise one in an output: each word of a password, each three words of a
 * mnemonic in a row, each 12 digits of a key.
 */
export function findLeaks(
  output: string,
  secrets: readonly string[] = Object.values(plantedSecrets),
): string[] {
  const plain = output.toLowerCase();
  return secrets.filter((secret) => {
    const words = secret.toLowerCase().split(' ');
    if (words.length >= 12)
      return words.some(
        (_, at) => at + 3 <= words.length && plain.includes(words.slice(at, at + 3).join(' ')),
      );
    const digits = /^(?:0x)?([0-9a-f]{64,})$/.exec(secret)?.[1];
    if (digits)
      return Array.from({ length: digits.length - 11 }).some((_, at) =>
        plain.includes(digits.slice(at, at + 12)),
      );
    return plain.includes(secret.toLowerCase());
  });
}
