import * as scure from '@scure/sr25519';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keypairFromSeed } from './keypairFromSeed.ts';
import { keypairFromUri } from './keypairFromUri.ts';
import { verifySignature } from './verifySignature.ts';

const alice = keypairFromUri('//Alice');
const bob = keypairFromUri('//Bob');
const signature = alice.sign('message');

const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

describe('verifySignature', () => {
  it('accepts what this key signed and nothing else', () => {
    expect(verifySignature('message', signature, alice.publicKey)).toBe(true);
    expect(verifySignature('massage', signature, alice.publicKey)).toBe(false);
    expect(verifySignature('message', signature, bob.publicKey)).toBe(false);
    for (let bit = 0; bit < 512; bit++) {
      expect(verifySignature('message', flip(signature, bit), alice.publicKey)).toBe(false);
    }
  });

  it('takes the message plain or wrapped once more, as the Rust wallet does', () => {
    expect(verifySignature('m', alice.sign('<Bytes>m</Bytes>'), alice.publicKey)).toBe(true);
    expect(verifySignature('<Bytes>m</Bytes>', alice.sign('<Bytes>m</Bytes>'), alice.publicKey)).toBe(true);
    expect(verifySignature('<Bytes>m</Bytes>', alice.sign('m'), alice.publicKey)).toBe(false);
    expect(
      verifySignature('<Bytes>m</Bytes>', alice.sign('<Bytes><Bytes>m</Bytes></Bytes>'), alice.publicKey),
    ).toBe(true);
  });

  it('reads text as UTF-8, also text that looks like hex', () => {
    expect(verifySignature('0x1234', alice.sign(Buffer.from('0x1234')), alice.publicKey)).toBe(true);
    expect(verifySignature('0x1234', alice.sign(Uint8Array.of(0x12, 0x34)), alice.publicKey)).toBe(false);
  });

  it.each([
    ['no signature', new Uint8Array(0), alice.publicKey],
    ['63 bytes', signature.subarray(1), alice.publicKey],
    ['65 bytes', Uint8Array.from([...signature, 0]), alice.publicKey],
    ['zeros', new Uint8Array(64), alice.publicKey],
    ['no schnorrkel marker', flip(signature, 511), alice.publicKey],
    ['ones', new Uint8Array(64).fill(255), alice.publicKey],
    ['no key', signature, new Uint8Array(0)],
    ['a short key', signature, alice.publicKey.subarray(1)],
    ['a key that is no point', signature, new Uint8Array(32).fill(255)],
  ])('is false for %s', (_name, bytes, publicKey) => {
    expect(verifySignature('message', bytes, publicKey)).toBe(false);
  });

  it('is false for values that are not even of the right type', () => {
    const untyped: (...values: unknown[]) => unknown = verifySignature as never;
    for (const values of [
      [],
      [null, null, null],
      ['message', '0x00', alice.publicKey],
      [undefined, signature, alice.publicKey],
    ]) {
      expect(untyped(...values)).toBe(false);
    }
  });

  it('refuses the identity point, for which anybody can sign', () => {
    const forged = new Uint8Array(64);
    forged[63] = 128;
    expect(verifySignature('message', forged, new Uint8Array(32))).toBe(false);
  });

  it('agrees with @scure/sr25519 both ways', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(bytes(32), fc.uint8Array({ maxLength: 300 }), (seed, message) => {
        const ours = keypairFromSeed(seed);
        const theirs = scure.secretFromSeed(seed);
        expect(scure.getPublicKey(theirs)).toEqual(ours.publicKey);
        expect(scure.verify(message, ours.sign(message), ours.publicKey)).toBe(true);
        expect(verifySignature(message, scure.sign(theirs, message), ours.publicKey)).toBe(true);
      }),
      { seed: 72, numRuns: 40 },
    );
  });

  it('survives garbage and keeps working', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const refused = fc.property(
      bytes(64),
      bytes(32),
      (noise, key) => !verifySignature('message', noise, key),
    );
    expect(fc.check(refused, { seed: 72, numRuns: 500 }).failed).toBe(false);
    expect(verifySignature('message', signature, alice.publicKey)).toBe(true);
  });
});
