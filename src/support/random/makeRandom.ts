import type { Random } from './Random.ts';

const twoTo32 = 2 ** 32;

/** Builds everything else on one source of 32-bit words. */
export function makeRandom(nextUint32: () => number, fork: (label: string) => Random): Random {
  // 26 + 27 bits, the high ones of each word.
  const uint53 = (): number => (nextUint32() >>> 6) * 2 ** 27 + (nextUint32() >>> 5);

  return {
    nextUint32,
    fork,
    float: () => uint53() / 2 ** 53,
    int(minimum, maximum) {
      const span = maximum - minimum + 1;
      if (!Number.isSafeInteger(minimum) || !Number.isSafeInteger(maximum) || span < 1 || span > 2 ** 53) {
        throw new RangeError(`no integers between ${minimum} and ${maximum} to choose from`);
      }
      const [draw, size] = span <= twoTo32 ? [nextUint32, twoTo32] : [uint53, 2 ** 53];
      // Draws above the last whole multiple of the span would favour the small numbers.
      const limit = size - (size % span);
      let value = draw();
      while (value >= limit) value = draw();
      return minimum + (value % span);
    },
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let offset = 0; offset < length; offset += 4) {
        const word = nextUint32();
        for (let index = 0; index < 4 && offset + index < length; index += 1) {
          bytes[offset + index] = (word >>> (8 * index)) & 0xff;
        }
      }
      return bytes;
    },
  };
}
