import { hex } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { generateMnemonic } from './generateMnemonic.ts';
import { keypairFromMnemonic } from './keypairFromMnemonic.ts';
import { secretFromMnemonic } from './secretFromMnemonic.ts';

const WORDS = 'old leopard transfer rib spatial phone calm indicate online fire caution review';

describe('secretFromMnemonic', () => {
  it('derives seed and canonical private key as the Rust wallet writes them', () => {
    const secret = secretFromMnemonic(WORDS);
    expect(hex.encode(secret.exportSeed() ?? new Uint8Array())).toBe(
      'da3cf5b1e9144931a0f0db65664aab662673b099415a7f8121b7245fb0be4143',
    );
    expect(hex.encode(secret.exportPrivateKey())).toBe(
      '1f1995bdf3a17b60626a26cfe6f564b337d46056b7a1281b64c649d592ccda0a' +
        '9cffd34d9fb01cae1fba61aeed184c817442a2186d5172416729a4b54dd4b84e',
    );
    expect(secret.exportMnemonic()).toBe(WORDS);
  });

  it('ignores surplus white space and keeps the tidy phrase', () => {
    const secret = secretFromMnemonic(`  ${WORDS.replace(' ', ' \n ')}\n`);
    expect(secret.exportMnemonic()).toBe(WORDS);
  });

  it.each([
    ['a wrong checksum', WORDS.replace('review', 'old')],
    ['an unknown word', WORDS.replace('review', 'reviewz')],
    ['eleven words', WORDS.replace(' review', '')],
    ['capitals', WORDS.toUpperCase()],
    ['nothing', ''],
    ['a long text', 'old '.repeat(1000)],
  ])('refuses %s without repeating the words', (_name, words) => {
    let thrown: unknown;
    try {
      secretFromMnemonic(words);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'RC_KEYS_MNEMONIC_INVALID' });
    expect(thrown).not.toHaveProperty('cause');
    expect(JSON.stringify(thrown)).not.toMatch(/leopard|reviewz/);
  });

  it.each([12, 15, 18, 21, 24] as const)('accepts a generated phrase of %d words', (words) => {
    const phrase = generateMnemonic({ words, random: (size) => new Uint8Array(size).fill(words) });
    expect(phrase.split(' ')).toHaveLength(words);
    expect(keypairFromMnemonic(phrase).address).toMatch(/^5/);
  });

  it('generates 12 unpredictable words by default', () => {
    expect(generateMnemonic().split(' ')).toHaveLength(12);
    expect(generateMnemonic()).not.toBe(generateMnemonic());
    expect(generateMnemonic({ random: (size) => new Uint8Array(size) })).toBe(
      `${'abandon '.repeat(11)}about`,
    );
  });
});
