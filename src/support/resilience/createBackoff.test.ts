import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/createRandom.ts';
import { createBackoff } from './createBackoff.ts';

describe('createBackoff', () => {
  it('doubles the wait up to its limit and starts again after a success', () => {
    const backoff = createBackoff({ firstMs: 100, maxMs: 700, jitter: 0, random: createRandom(1) });
    expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([100, 200, 400, 700, 700]);
    expect(backoff.failures).toBe(5);
    backoff.reset();
    expect(backoff.failures).toBe(0);
    expect(backoff.next()).toBe(100);
  });

  it('takes away no more than the jitter, however often it fails', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, jitter) => {
        const random = createRandom(seed);
        const backoff = createBackoff({ firstMs: 10, maxMs: 5_000, jitter, random });
        return Array.from({ length: 2_000 }, (_, failures) => {
          const whole = Math.min(5_000, 10 * 2 ** failures);
          const wait = backoff.next();
          return wait <= whole && wait >= whole * (1 - jitter);
        }).every(Boolean);
      }),
      { numRuns: 20 },
    );
  });

  it('spreads those who fail together', () => {
    const waits = ['one', 'other'].map((seed) =>
      createBackoff({ firstMs: 100, maxMs: 700, random: createRandom(seed) }).next(),
    );
    expect(new Set(waits).size).toBe(2);
  });
});
