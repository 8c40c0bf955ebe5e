import { hex } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSs58 } from './decodeSs58.ts';
import { encodeSs58 } from './encodeSs58.ts';

const ALICE = hex.decode('d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d');

describe('encodeSs58', () => {
  it('encodes the known addresses of one key on several networks', () => {
    expect(encodeSs58(ALICE)).toBe('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
    expect(encodeSs58(ALICE, 0)).toBe('15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5');
    expect(encodeSs58(ALICE, 2)).toBe('HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F');
  });

  it('gives back every key and prefix', () => {
    const prefixes = fc.integer({ min: 0, max: 16_383 }).filter((prefix) => prefix !== 46 && prefix !== 47);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), prefixes, (publicKey, prefix) => {
        expect(decodeSs58(encodeSs58(publicKey, prefix))).toEqual({ publicKey, prefix });
      }),
      { seed: 72, numRuns: 300 },
    );
  });

  it.each([-1, 46, 47, 16_384, 1.5, Number.NaN])('refuses the prefix %d', (prefix) => {
    expect(() => encodeSs58(ALICE, prefix)).toThrow(
      expect.objectContaining({ code: 'RC_KEYS_PUBLIC_KEY_INVALID' }),
    );
  });

  it.each([0, 31, 33])('refuses a key of %d bytes', (length) => {
    expect(() => encodeSs58(new Uint8Array(length))).toThrow(
      expect.objectContaining({ code: 'RC_KEYS_PUBLIC_KEY_INVALID' }),
    );
  });
});
