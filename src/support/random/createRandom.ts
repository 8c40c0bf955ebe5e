import { createHash } from 'node:crypto';
import { makeRandom } from './makeRandom.ts';
import type { Random } from './Random.ts';

const rotateLeft = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/**
 * A source that gives the same numbers for the same seed, on every machine and in every version. Not for secrets.
 *
 * The generator is xoshiro128** 1.1 (D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM
 * TOMS 47, 2021): 128 bits of state, period 2¹²⁸ − 1. Its state is the first 16 bytes, as four little-endian words,
 * of SHA-256 of the UTF-8 text `roadcrew.random/1\n` + seed; a fork appends `\n` + label to that text.
 *
 * @param seed numbers and bigints are taken as their decimal text
 */
export const createRandom = (seed: string | number | bigint): Random =>
  fromMaterial(`roadcrew.random/1\n${seed}`);

function fromMaterial(material: string): Random {
  const digest = createHash('sha256').update(material).digest();
  return makeRandom(xoshiro128([0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset))), (label) =>
    fromMaterial(`${material}\n${label}`),
  );
}

/** xoshiro128** 1.1 from a state of four 32-bit words, not all of them 0. */
export function xoshiro128(state: readonly number[]): () => number {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}
