import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLeaks, plantedSecrets } from '../../../tests/support/plantedSecrets.ts';
import { redacted, redactText } from './redactText.ts';

const { mnemonic12, mnemonic24, privateKey, seed } = plantedSecrets;

describe('redactText', () => {
  it.each([
    mnemonic12,
    mnemonic12.toUpperCase(),
    `Error: cannot import "${mnemonic24}" (bad checksum)`,
    JSON.stringify({ phrase: mnemonic12 }),
    JSON.stringify(mnemonic12.split(' '), null, 2),
    mnemonic12.split(' ').join('\n'),
    mnemonic12
      .split(' ')
      .map((word, at) => `${at + 1}. ${word}`)
      .join('  '),
    mnemonic12.split(' ').join(','),
    `key=${privateKey};`,
    `"${privateKey.slice(2)}"`,
    `seed ${seed}`,
  ])('leaves nothing of the secret in %j', (text) => {
    const result = redactText(text);
    expect(result).toContain(redacted);
    expect(findLeaks(result.replace(/[^a-z0-9]+/gi, ' '))).toEqual([]);
  });

  it.each([
    ['wss://me:pa55@node.test:9944/x', `wss://${redacted}@node.test:9944/x`],
    ['Authorization: Bearer abc.def-ghi', `Authorization: Bearer ${redacted}`],
    ['--password=hunter2 --name x', `--password=${redacted} --name x`],
    ['{"password": "hun\\"ter2", "a": 1}', `{"password": ${redacted}, "a": 1}`],
    ["secretPhrase: 'one two'", `secretPhrase: ${redacted}`],
    ['BT_PW_HOTKEY=abc def', `BT_PW_HOTKEY=${redacted} def`],
  ])('makes %j into %j', (text, result) => {
    expect(redactText(text)).toBe(result);
  });

  it.each([
    'The password is wrong.',
    'abandon ability able about above absent absorb abstract absurd abuse access', // eleven words
    'a body hash of 64 digits: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'https://example.org/a:b@c',
    'Port 8091 is taken.',
  ])('leaves %j as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('takes time in proportion to the text, whatever it holds', () => {
    const pieces = fc.constantFrom(
      'password=',
      '"',
      '\\',
      'abandon ',
      '0x',
      'a'.repeat(127),
      '://',
      ':',
      '@',
      ' ',
      'secret_',
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 100, maxLength: 200 }), (parts) => {
        const text = parts.join('').repeat(20);
        const start = performance.now();
        redactText(text);
        // A thousandth of what quadratic backtracking would take on a text of this size.
        return performance.now() - start < 1_000;
      }),
      { numRuns: 50 },
    );
  });
});
