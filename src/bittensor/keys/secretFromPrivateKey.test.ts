import { hex } from '@scure/base';
import * as scure from '@scure/sr25519';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keypairFromPrivateKey } from './keypairFromPrivateKey.ts';
import { littleEndian } from './littleEndian.ts';
import { secretFromPrivateKey } from './secretFromPrivateKey.ts';
import { toCanonicalPrivateKey } from './toCanonicalPrivateKey.ts';
import { toExpandedPrivateKey } from './toExpandedPrivateKey.ts';
import { verifySignature } from './verifySignature.ts';

const ORDER = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
const privateKey = (scalar: bigint): Uint8Array =>
  Uint8Array.from([...littleEndian.write(scalar), ...new Uint8Array(32).fill(3)]);
const invalid = expect.objectContaining({ code: 'RC_KEYS_PRIVATE_KEY_INVALID' });

describe('private keys', () => {
  it('convert both ways between the canonical and the expanded form', () => {
    const expanded = scure.secretFromSeed(new Uint8Array(32).fill(9));
    const canonical = toCanonicalPrivateKey(expanded);
    expect(toExpandedPrivateKey(canonical)).toEqual(expanded);
    expect(canonical.subarray(32)).toEqual(expanded.subarray(32));
    expect(littleEndian.read(expanded.subarray(0, 32))).toBe(
      littleEndian.read(canonical.subarray(0, 32)) * 8n,
    );
  });

  it('match the vector of the wallet files', () => {
    const canonical = '1f1995bdf3a17b60626a26cfe6f564b337d46056b7a1281b64c649d592ccda0a';
    const expanded = 'f8c8a8ec9d0fdd031353337936af279bbda106b3ba0d45d920334eaa9664d656';
    const nonce = new Uint8Array(32);
    expect(
      toExpandedPrivateKey(Uint8Array.from([...hex.decode(canonical), ...nonce])).subarray(0, 32),
    ).toEqual(hex.decode(expanded));
  });

  it('give the public key of @scure/sr25519 for every scalar', () => {
    const scalars = fc.oneof(
      fc.constantFrom(1n, 2n, 2n ** 252n - 1n, 2n ** 252n, ORDER - 1n),
      fc.bigInt({ min: 1n, max: ORDER - 1n }),
    );
    fc.assert(
      fc.property(scalars, (scalar) => {
        const keypair = keypairFromPrivateKey(privateKey(scalar));
        expect(keypair.publicKey).toEqual(scure.getPublicKey(toExpandedPrivateKey(privateKey(scalar))));
        expect(verifySignature('m', keypair.sign('m'), keypair.publicKey)).toBe(true);
      }),
      { seed: 72, numRuns: 40 },
    );
  });

  it.each([0n, ORDER, ORDER + 1n, 2n ** 256n - 1n])('refuse the scalar %d', (scalar) => {
    expect(() => secretFromPrivateKey(privateKey(scalar))).toThrow(invalid);
  });

  it.each([0, 32, 63, 65])('refuse %d bytes', (length) => {
    expect(() => toExpandedPrivateKey(new Uint8Array(length).fill(1))).toThrow(invalid);
    expect(() => toCanonicalPrivateKey(new Uint8Array(length).fill(8))).toThrow(invalid);
  });

  it.each([1n, 7n, 9n, 12n])('refuse to divide the scalar %d by 8', (scalar) => {
    expect(() => toCanonicalPrivateKey(privateKey(scalar))).toThrow(invalid);
  });
});
