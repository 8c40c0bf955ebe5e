import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createView } from './View.ts';

const angle = fc.double({ min: -1.5, max: 1.5, noNaN: true });
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);

describe('createView', () => {
  it('has three unit axes at right angles', () => {
    fc.assert(
      fc.property(angle, angle, angle, (yaw, pitch, roll) => {
        const { right, up, forward } = createView([0, 0, 0], { yaw, pitch, roll }, 1, [0, 0]);
        for (const axis of [right, up, forward]) expect(dot(axis, axis)).toBeCloseTo(1, 9);
        expect(dot(right, up)).toBeCloseTo(0, 9);
        expect(dot(right, forward)).toBeCloseTo(0, 9);
        expect(dot(up, forward)).toBeCloseTo(0, 9);
      }),
    );
  });

  it('looks along +z, with x to the right and y up, and turns as it says', () => {
    const still = createView([0, 0, 0], { yaw: 0, pitch: 0, roll: 0 }, 1, [0, 0]);
    expect([still.right, still.up, still.forward].map((axis) => axis.map((v) => v + 0))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(createView([0, 0, 0], { yaw: 0.5, pitch: 0, roll: 0 }, 1, [0, 0]).forward[0]).toBeGreaterThan(0);
    expect(createView([0, 0, 0], { yaw: 0, pitch: 0.5, roll: 0 }, 1, [0, 0]).forward[1]).toBeGreaterThan(0);
  });
});
