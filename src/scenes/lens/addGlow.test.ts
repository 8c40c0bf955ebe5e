import { describe, expect, it } from 'vitest';
import { addGlow } from './addGlow.ts';

const lamp = (value: number): Float32Array => {
  const light = new Float32Array(64 * 48 * 3);
  for (let y = 22; y < 26; y += 1) for (let x = 30; x < 34; x += 1) light[(y * 64 + x) * 3] = value;
  return light;
};

describe('addGlow', () => {
  it('spills the light of a lamp, in its own colour, less with distance', () => {
    const light = lamp(8);
    addGlow(light, 64, 48, 0.5);
    const red = (x: number): number => light[(24 * 64 + x) * 3] as number;
    expect(red(32)).toBeGreaterThan(8);
    expect(red(36)).toBeGreaterThan(red(40));
    expect(red(60)).toBe(0);
    expect(light[(24 * 64 + 36) * 3 + 1]).toBe(0);
  });

  it('leaves alone what is not beyond white', () => {
    const light = lamp(1);
    addGlow(light, 64, 48, 0.5);
    expect(light).toEqual(lamp(1));
  });
});
