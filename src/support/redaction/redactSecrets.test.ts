import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLeaks, plantedSecrets } from '../../../tests/support/plantedSecrets.ts';
import { isSecretName, redactSecrets } from './redactSecrets.ts';
import { redacted } from './redactText.ts';

const { mnemonic12, mnemonic24, privateKey, seed, password } = plantedSecrets;

/** Names under which anything at all goes. */
const secretNames = [
  'mnemonic',
  'secretPhrase',
  'secret_phrase',
  'SECRET-SEED',
  'secretSeed',
  'privateKey',
  'private_key',
  'password',
  'passwordFile',
  'BT_PW_HOTKEY_DEFAULT',
  'token',
  'accessToken',
  'Authorization',
  'proxy-authorization',
  'cookie',
  'apiKey',
  'seed',
  'miniSecret',
  'coldkeyPassphrase',
];
const publicNames = [
  'hotkey',
  'uuid',
  'nonce',
  'tokens',
  'tokenCount',
  'tempo',
  'path',
  'message',
  'seedlings',
  'keyType',
];

describe('isSecretName', () => {
  it.each(secretNames)('%s names a secret', (name) => expect(isSecretName(name)).toBe(true));
  it.each(publicNames)('%s does not', (name) => expect(isSecretName(name)).toBe(false));
});

describe('redactSecrets', () => {
  it('never lets a planted secret through, wherever it is', () => {
    const noise = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.bigInt());
    const byValue = fc.constantFrom<string>(mnemonic12, mnemonic24, privateKey, privateKey.slice(2), seed);
    const around = fc
      .tuple(fc.string(), byValue, fc.string())
      .map(([before, secret, after]) => `${before} ${secret} ${after}`);
    const leaf = fc.oneof(
      noise,
      around,
      byValue.map((secret) => secret.split(' ')),
      around.map((text) => new Error(text, { cause: new TypeError(text) })),
      around.map((text) => new Map([['x', text]])),
      around.map((text) => new Set([text])),
      fc
        .tuple(fc.constantFrom(...secretNames), fc.constantFrom(password, seed))
        .map(([name, secret]) => ({ [name]: secret })),
      fc
        .tuple(fc.constantFrom(...secretNames), byValue)
        .map(([name, secret]) => ({ [name]: { deep: [secret] } })),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...publicNames), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const printed = JSON.stringify(redactSecrets(value)) ?? '';
        expect(findLeaks(printed)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves everything else as it was', () => {
    const value = {
      hotkey: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
      blockHash: `0x${'ab'.repeat(32)}`,
      publicKey: `0x${'cd'.repeat(32)}`,
      bodyHash: 'ef'.repeat(32),
      text: 'The quick brown fox jumps over the lazy dog and then they rest for a while in the shade.',
      count: 3,
      nested: [{ ok: true, none: null }],
    };
    expect(redactSecrets(value)).toEqual(value);
  });

  it('makes plain, finite JSON of anything', () => {
    const loop: Record<string, unknown> = { name: 'loop' };
    loop.self = loop;
    let deep: unknown = 'bottom';
    for (let level = 0; level < 50; level += 1) deep = { deep };
    expect(redactSecrets(loop)).toEqual({ name: 'loop', self: '[circular]' });
    expect(JSON.stringify(redactSecrets(deep))).toContain('[deep]');
    expect(
      redactSecrets({ big: 2n ** 64n, key: new Uint8Array(32), at: new Date(0), run: () => {} }),
    ).toEqual({
      big: '18446744073709551616',
      key: '<32 bytes>',
      at: '1970-01-01T00:00:00.000Z',
      run: undefined,
    });
    expect(redactSecrets(new Array(500).fill(1))).toHaveLength(200);
    expect(String(redactSecrets('a'.repeat(20_000)))).toMatch(/… \(20000 characters\)$/);
  });

  it('keeps whether a secret is set at all', () => {
    expect(redactSecrets({ password: 'x', token: null, mnemonic: '' })).toEqual({
      password: redacted,
      token: null,
      mnemonic: redacted,
    });
  });
});
