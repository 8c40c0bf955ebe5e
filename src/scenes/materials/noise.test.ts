import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractalNoise, latticeNoise, smoothNoise } from './noise.ts';

describe('noise', () => {
  it('stays in [0, 1), meets the lattice, and has no jumps', () => {
    const place = fc.double({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(place, place, fc.integer({ min: 0, max: 1e6 }), (x, y, seed) => {
        const value = smoothNoise(x, y, seed);
        const [ix, iy] = [Math.floor(x), Math.floor(y)];
        return (
          value >= 0 &&
          value < 1 &&
          Math.abs(smoothNoise(ix, iy, seed) - latticeNoise(ix, iy, seed)) < 1e-12 &&
          Math.abs(smoothNoise(x + 1e-6, y, seed) - value) < 1e-4
        );
      }),
    );
  });

  it('spreads evenly and fades to its mean where a pixel is wider than it', () => {
    let sum = 0;
    for (let k = 0; k < 4000; k += 1) sum += latticeNoise(k % 63, Math.floor(k / 63), 4);
    expect(sum / 4000).toBeGreaterThan(0.47);
    expect(sum / 4000).toBeLessThan(0.53);
    expect(fractalNoise(3.3, 4.4, 1, 0.5, 4, 2)).toBe(0.5);
  });
});
