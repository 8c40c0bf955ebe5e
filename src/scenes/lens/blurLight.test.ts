import { describe, expect, it } from 'vitest';
import { blurLight } from './blurLight.ts';

const dot = (): Float32Array => {
  const light = new Float32Array(21 * 21 * 3);
  light[(10 * 21 + 10) * 3 + 1] = 100;
  return light;
};

describe('blurLight', () => {
  it.each([0.5, 1, 2.3])('spreads light over a radius of %d without loss or gain', (radius) => {
    for (const sideways of [0, 1] as const) {
      const out = blurLight(dot(), 21, 21, radius, sideways);
      expect(out.reduce((sum, value) => sum + value, 0)).toBeCloseTo(100, 2);
      expect(out[(10 * 21 + 10) * 3 + 1]).toBeLessThan(100);
      const above = out[(9 * 21 + 10) * 3 + 1] as number;
      if (sideways) expect(above).toBe(0);
      else expect(above).toBeGreaterThan(0);
      expect(out[(10 * 21 + 10) * 3]).toBe(0);
    }
  });

  it('keeps an even picture and does nothing below 0.3 pixels', () => {
    const even = new Float32Array(9 * 9 * 3).fill(0.25);
    for (const value of blurLight(even, 9, 9, 2.5, 0)) expect(value).toBeCloseTo(0.25, 5);
    const light = dot();
    expect(blurLight(light, 21, 21, 0.2, 0)).toBe(light);
  });
});
