import { createHash } from 'node:crypto';
import { base58 } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSs58 } from './decodeSs58.ts';
import { encodeSs58 } from './encodeSs58.ts';
import { keysError } from './errors.ts';

const ADDRESS = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const invalid = expect.objectContaining({ code: 'RC_KEYS_SS58_INVALID' });

const withChecksum = (payload: number[]): string => {
  const digest = createHash('blake2b512').update('SS58PRE').update(Uint8Array.from(payload)).digest();
  return base58.encode(Uint8Array.from([...payload, ...digest.subarray(0, 2)]));
};

describe('decodeSs58', () => {
  it('reads key and network', () => {
    const { publicKey, prefix } = decodeSs58(ADDRESS);
    expect(prefix).toBe(42);
    expect(Buffer.from(publicKey).toString('hex')).toBe(
      'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d',
    );
  });

  it.each([
    ['empty', ''],
    ['white space around', ` ${ADDRESS}`],
    ['a newline after', `${ADDRESS}\n`],
    ['a leading 1, which base58 reads as a zero byte', `1${ADDRESS}`],
    ['cut', ADDRESS.slice(0, -1)],
    ['not base58', ADDRESS.replace('G', '0')],
    ['hex', `0x${'11'.repeat(32)}`],
    ['a million characters', '5'.repeat(1_000_000)],
    ['a short key with a right checksum', withChecksum([42, ...new Array<number>(20).fill(7)])],
    ['a small prefix in the long form', withChecksum([0x4a, 0x80, ...new Array<number>(32).fill(7)])],
    ['a reserved prefix', withChecksum([46, ...new Array<number>(32).fill(7)])],
    ['a first byte from 128 on', withChecksum([200, 1, ...new Array<number>(32).fill(7)])],
  ])('refuses %s', (_name, address) => {
    expect(() => decodeSs58(address)).toThrow(invalid);
  });

  it('refuses every change of one character', () => {
    for (let at = 0; at < ADDRESS.length; at++) {
      const changed = `${ADDRESS.slice(0, at)}${ADDRESS[at] === '2' ? '3' : '2'}${ADDRESS.slice(at + 1)}`;
      expect(() => decodeSs58(changed)).toThrow(invalid);
    }
  });

  it('accepts only text that encodes back to itself', () => {
    const noise = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => base58.encode(bytes)),
      fc.array(fc.nat(255), { minLength: 30, maxLength: 36 }).map(withChecksum),
    );
    fc.assert(
      fc.property(noise, (text) => {
        let decoded: ReturnType<typeof decodeSs58>;
        try {
          decoded = decodeSs58(text);
        } catch (error) {
          expect(error).toBeInstanceOf(keysError('RC_KEYS_SS58_INVALID').constructor);
          return;
        }
        expect(encodeSs58(decoded.publicKey, decoded.prefix)).toBe(text);
      }),
      { seed: 72, numRuns: 2000 },
    );
  });

  it('does not repeat the text, which may be a secret in the wrong place', () => {
    expect(() => decodeSs58('my secret words')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  });
});
