import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, xoshiro128 } from './createRandom.ts';
import { systemRandom } from './systemRandom.ts';

describe('createRandom', () => {
  it('is xoshiro128** 1.1', () => {
    // First outputs for the state 1, 2, 3, 4, as the reference C code prints them.
    const next = xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 5 }, next)).toEqual([11520, 0, 5927040, 70819200, 2031721883]);
  });

  it('gives the same numbers for the same seed, in this version and the next', () => {
    const first = createRandom('seed');
    const second = createRandom('seed');
    const words = Array.from({ length: 100 }, () => first.nextUint32());
    expect(Array.from({ length: 100 }, () => second.nextUint32())).toEqual(words);
    expect(words.slice(0, 3)).toMatchInlineSnapshot(`
      [
        2164572008,
        948089394,
        3857088895,
      ]
    `);
    expect(createRandom(7).nextUint32()).toBe(createRandom(7n).nextUint32());
  });

  it('forks without regard to what was drawn before, and each label apart', () => {
    const random = createRandom(1);
    const early = random.fork('images').nextUint32();
    random.bytes(1000);
    expect(random.fork('images').nextUint32()).toBe(early);
    expect(random.fork('labels').nextUint32()).not.toBe(early);
    expect(random.fork('a').fork('b').nextUint32()).not.toBe(random.fork('b').fork('a').nextUint32());
  });
});

describe.each([
  ['createRandom', createRandom('conformance')],
  ['systemRandom', systemRandom],
])('%s keeps the contract of Random', (_, random) => {
  it('draws floats in [0, 1) that spread evenly', () => {
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 20_000; draw += 1) {
      const value = random.float();
      expect(value >= 0 && value < 1).toBe(true);
      const bin = Math.floor(value * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // 2,000 expected, standard deviation 42: eight of them.
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(340);
  });

  it('draws integers inside any bounds, and both ends of small ones', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat({ max: 2 ** 40 }), (low, span) => {
        const minimum = Math.min(low, Number.MAX_SAFE_INTEGER - span);
        const value = random.int(minimum, minimum + span);
        return Number.isSafeInteger(value) && value >= minimum && value <= minimum + span;
      }),
    );
    const seen = new Set(Array.from({ length: 200 }, () => random.int(-1, 1)));
    expect([...seen].sort((a, b) => a - b)).toEqual([-1, 0, 1]);
    expect(() => random.int(2, 1)).toThrow(RangeError);
    expect(() => random.int(0.5, 1)).toThrow(RangeError);
  });

  it('draws as many bytes as asked for', () => {
    for (const length of [0, 1, 3, 4, 5, 1000]) expect(random.bytes(length)).toHaveLength(length);
    expect(new Set(random.bytes(1000)).size).toBeGreaterThan(200);
  });
});
