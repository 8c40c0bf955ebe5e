import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { keypairFromSecret } from '../keys/keypairFromSecret.ts';
import { secretFromMnemonic } from '../keys/secretFromMnemonic.ts';
import { secretFromSeed } from '../keys/secretFromSeed.ts';
import { secretFromUri } from '../keys/secretFromUri.ts';
import { parseKeyfile } from './parseKeyfile.ts';
import { serializeKeyfile } from './serializeKeyfile.ts';

const path = '/w/hotkeys/h';
const secret = secretFromMnemonic(
  'old leopard transfer rib spatial phone calm indicate online fire caution review',
);
const keypair = keypairFromSecret(secret);
const other = keypairFromSecret(secretFromUri('//Bob'));
const fields: Readonly<Record<string, unknown>> = JSON.parse(
  Buffer.from(serializeKeyfile({ keypair, secret })).toString(),
);

const parse = (value: unknown) =>
  parseKeyfile(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), path);
const codeOf = (value: unknown): string => {
  try {
    parse(value);
    return 'parsed';
  } catch (error) {
    return error instanceof RoadcrewError ? error.code : 'crashed';
  }
};
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

describe('parseKeyfile', () => {
  it('reads what bittensor-wallet writes', () => {
    const file = parse(fields);
    expect(file.address).toBe('5HDvhV6WDCjCKyrXqGQSDYqQAzkzabNhctmiDYEqgBC66BsX');
    expect(file.publicKey).toEqual(keypair.publicKey);
    expect(file.secret?.exportMnemonic()).toBe(fields.secretPhrase);
    expect(file.secret?.exportSeed()).toEqual(secret.exportSeed());
  });

  it.each([
    'accountId',
    'publicKey',
    'ss58Address',
    'secretPhrase',
    'secretSeed',
    'privateKey',
    'cryptoType',
  ])('does without %s, absent or null', (name) => {
    for (const value of [without(name), { ...fields, [name]: null }]) {
      const file = parse(value);
      expect(file.address).toBe(keypair.address);
      expect(file.secret?.exportPrivateKey()).toEqual(secret.exportPrivateKey());
    }
  });

  it('drops keys that it does not know', () => {
    expect(parse({ ...fields, 'new in 5.0': { deep: true }, __proto__: null }).address).toBe(keypair.address);
  });

  it('reads the public half, and the bare hex of very old ones', () => {
    const open = without('secretPhrase', 'secretSeed', 'privateKey');
    expect(parse(open)).toEqual({ address: keypair.address, publicKey: keypair.publicKey, secret: null });
    expect(parse(`${fields.publicKey}\n`).address).toBe(keypair.address);
  });

  it('falls through a seed that was written raw instead of in hex', () => {
    // Both as bittensor_wallet 4.1.1 writes them: 0x and then the 32 bytes themselves.
    for (const seed of [new Uint8Array(32).fill(0x61), Buffer.from('é"\n'.repeat(8))]) {
      const raw = secretFromSeed(seed);
      const written = JSON.parse(
        Buffer.from(serializeKeyfile({ keypair: keypairFromSecret(raw), secret: raw })).toString(),
      );
      const file = parse({ ...written, secretSeed: `0x${Buffer.from(seed).toString()}` });
      expect(file.secret?.exportPrivateKey()).toEqual(raw.exportPrivateKey());
      expect(file.secret?.exportSeed()).toBeNull();
    }
  });

  it.each([
    ['publicKey', `0x${Buffer.from(other.publicKey).toString('hex')}`],
    ['accountId', `0x${Buffer.from(other.publicKey).toString('hex')}`],
    ['ss58Address', other.address],
    ['secretPhrase', 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'],
    ['secretSeed', `0x${'11'.repeat(32)}`],
    ['privateKey', `0x${Buffer.from(secretFromUri('//Bob').exportPrivateKey()).toString('hex')}`],
  ])('refuses a file whose %s is of another key', (name, value) => {
    expect(codeOf({ ...fields, [name]: value })).toBe('RC_WALLET_KEY_MISMATCH');
  });

  it('refuses the form of polkadot-js (scalar × 8), which would be another key', () => {
    const expanded = 'f8c8a8ec9d0fdd031353337936af279bbda106b3ba0d45d920334eaa9664d656';
    const privateKey = `0x${expanded}${String(fields.privateKey).slice(66)}`;
    expect(codeOf({ ...without('secretPhrase', 'secretSeed'), privateKey })).toMatch(
      /KEY_MISMATCH|KEYFILE_INVALID/,
    );
  });

  it.each([0, 2, '1', 'sr25519', {}, true])('refuses the cryptoType %j', (cryptoType) => {
    expect(codeOf({ ...fields, cryptoType })).toBe('RC_WALLET_CRYPTO_TYPE');
  });

  it('says of an ed25519 file what it is, though its privateKey has another length', () => {
    expect(codeOf({ ...fields, cryptoType: 0, privateKey: `0x${'11'.repeat(32)}` })).toBe(
      'RC_WALLET_CRYPTO_TYPE',
    );
  });

  it.each([
    ['nothing', ''],
    ['half of a file', JSON.stringify(fields).slice(0, 200)],
    ['an array', []],
    ['a number', 7],
    ['null', null],
    ['no public key', without('accountId', 'publicKey', 'ss58Address')],
    ['a short key', { ...fields, publicKey: '0x11' }],
    ['a bad address', { ...fields, ss58Address: `${keypair.address.slice(0, -1)}Y` }],
    [
      'an address of another network',
      { ...fields, ss58Address: '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5' },
    ],
    ['a bad phrase', { ...fields, secretPhrase: 'leopard leopard' }],
    ['a private key out of range', { ...fields, privateKey: `0x${'ff'.repeat(64)}` }],
    ['a wrong type', { ...fields, secretPhrase: ['leopard'] }],
  ])('refuses %s', (_name, value) => {
    expect(codeOf(value)).toBe('RC_WALLET_KEYFILE_INVALID');
  });

  it('refuses bytes that are no text', () => {
    expect(() => parseKeyfile(Uint8Array.of(0xff, 0xfe, 0x00), path)).toThrow(
      expect.objectContaining({ code: 'RC_WALLET_KEYFILE_INVALID' }),
    );
  });

  it('never repeats a secret in an error, nor in its causes', () => {
    const texts = [
      JSON.stringify(fields).slice(0, -1),
      JSON.stringify({ ...fields, secretPhrase: `${fields.secretPhrase} leopard` }),
      JSON.stringify({ ...fields, publicKey: `0x${'11'.repeat(32)}` }),
      JSON.stringify({ ...fields, privateKey: `${fields.privateKey}00` }),
      `leopard ${JSON.stringify(fields)}`,
    ];
    for (const text of texts) {
      let shown = '';
      try {
        parse(text);
      } catch (error) {
        for (let current = error; current instanceof Error; current = current.cause) {
          shown += `${current.stack} ${JSON.stringify(current)}`;
        }
      }
      expect(shown).toContain('RC_WALLET_KEY');
      expect(shown).not.toMatch(/leopard|1f1995bdf3a1|da3cf5b1e914/);
    }
  });

  it('parses or refuses whatever it is given', () => {
    const names = Object.keys(fields);
    const values = fc.oneof(fc.anything(), fc.constantFrom(...Object.values(fields)), fc.string());
    const mixed = fc
      .dictionary(fc.constantFrom(...names), values)
      .map((changes) => ({ ...fields, ...changes }));
    const known = fc.property(
      fc.oneof(
        mixed,
        fc.json().map((text) => JSON.parse(text)),
        fc.anything(),
      ),
      (value) => {
        const code = codeOf(JSON.stringify(value) ?? '');
        return code === 'parsed' || /^RC_WALLET_(KEYFILE_INVALID|KEY_MISMATCH|CRYPTO_TYPE)$/.test(code);
      },
    );
    expect(fc.check(known, { seed: 72, numRuns: 1000 }).counterexample).toBeNull();
  });
});

describe('serializeKeyfile', () => {
  const written = (options: Parameters<typeof serializeKeyfile>[0]) =>
    JSON.parse(Buffer.from(serializeKeyfile(options)).toString());

  it('writes the keys of bittensor-wallet 4.1', () => {
    const all = [
      'accountId',
      'cryptoType',
      'privateKey',
      'publicKey',
      'secretPhrase',
      'secretSeed',
      'ss58Address',
    ];
    expect(Object.keys(written({ keypair, secret })).sort()).toEqual(all);
    expect(written({ keypair, secret }).cryptoType).toBe(1);
  });

  it('leaves out what there is not', () => {
    const alice = secretFromUri('//Alice');
    expect(Object.keys(written({ keypair: keypairFromSecret(alice), secret: alice }))).not.toContain(
      'secretSeed',
    );
    expect(Object.keys(written({ keypair })).sort()).toEqual([
      'accountId',
      'cryptoType',
      'publicKey',
      'ss58Address',
    ]);
    expect(written({ keypair, cryptoType: false })).not.toHaveProperty('cryptoType');
  });
});
