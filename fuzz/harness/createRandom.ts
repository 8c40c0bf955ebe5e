/** A seeded source of choices. The same seed gives the same choices on every machine. */
export interface Random {
  /** 0 … 2³² − 1. */
  uint32(): number;
  /** 0 … bound − 1. */
  below(bound: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** @throws RangeError when there is nothing to pick from */
  pick<T>(list: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

/** Mixes the parts of a seed into 32 bits (FNV-1a, finished as MurmurHash3 does). */
const mix = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/**
 * Chris Doty-Humphrey's sfc32, seeded by any text. One is made for every input, so that an input can be made again
 * from its number alone.
 */
export function createRandom(seed: string): Random {
  let a = mix(seed);
  let b = mix(`${seed}/b`);
  let c = mix(`${seed}/c`);
  let counter = 1;
  const uint32 = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return result >>> 0;
  };
  for (let round = 0; round < 8; round += 1) uint32();
  // The modulo favours small numbers by at most bound / 2³², which no fuzzer can notice.
  const below = (bound: number): number => uint32() % bound;
  return {
    uint32,
    below,
    chance: (probability) => uint32() < probability * 2 ** 32,
    pick(list) {
      const index = below(Math.max(1, list.length));
      for (const item of list.slice(index, index + 1)) return item;
      throw new RangeError('There is nothing to pick from.');
    },
    bytes: (length) => Uint8Array.from({ length }, () => uint32() & 0xff),
  };
}
