import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wave } from './stripes.ts';

describe('wave', () => {
  it('covers half of every period, however wide a pixel is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.45, noNaN: true }),
        fc.integer({ min: -3, max: 3 }),
        (footprint, start) => {
          let sum = 0;
          for (let k = 0; k < 1000; k += 1) sum += wave(start + (k + 0.5) / 1000, 1, footprint);
          return Math.abs(sum / 1000 - 0.5) < 0.01;
        },
      ),
    );
    expect(wave(0.25, 1, 0.01)).toBe(1);
    expect(wave(0.75, 1, 0.01)).toBe(0);
    expect(wave(0.1, 1, 3)).toBe(0.5);
  });
});
