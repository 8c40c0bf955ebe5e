import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrame } from './Frame.ts';
import { fillTriangle } from './fillTriangle.ts';

const corner = (x: number, y: number, near = 1): Float64Array => Float64Array.of(x, y, near, 0, 0);
const place = fc.double({ min: -5, max: 25, noNaN: true });

describe('fillTriangle', () => {
  it('leaves neither gaps nor doubles between triangles that share an edge', () => {
    fc.assert(
      fc.property(place, place, (x, y) => {
        // A square cut into four from a point inside: each sample belongs to just one part.
        const px = Math.min(19.5, Math.max(0.5, x));
        const py = Math.min(19.5, Math.max(0.5, y));
        const square = [corner(0, 0), corner(20, 0), corner(20, 20), corner(0, 20)] as const;
        const counts = new Uint8Array(400);
        square.forEach((from, index) => {
          const frame = createFrame(20, 20);
          fillTriangle(frame, from, square[(index + 1) % 4] ?? from, corner(px, py), index);
          frame.triangle.forEach((id, at) => {
            if (id >= 0) counts[at] = (counts[at] ?? 0) + 1;
          });
        });
        return counts.every((count) => count === 1);
      }),
    );
  });

  it('keeps what is nearer, whatever the order', () => {
    const far = [corner(0, 0, 0.1), corner(20, 0, 0.1), corner(0, 20, 0.1)] as const;
    const near = [corner(0, 0, 0.5), corner(20, 0, 0.5), corner(0, 20, 0.5)] as const;
    for (const order of [
      [far, near],
      [near, far],
    ] as const) {
      const frame = createFrame(10, 10);
      for (const triangle of order) fillTriangle(frame, ...triangle, triangle === near ? 7 : 3);
      expect(frame.triangle[11]).toBe(7);
    }
  });

  it('leaves holes where a material has none, in perspective', () => {
    const frame = createFrame(10, 10);
    const at = (x: number, y: number, u: number): Float64Array => Float64Array.of(x, y, 1, u, 0);
    fillTriangle(frame, at(0, 0, 0), at(10, 0, 1), at(10, 10, 1), 1, (u) => u < 0.5);
    expect(frame.triangle[12]).toBe(1);
    expect(frame.triangle[8]).toBe(-1);
  });

  it('survives triangles without area or off the grid', () => {
    const frame = createFrame(4, 4);
    fillTriangle(frame, corner(0, 0), corner(2, 2), corner(4, 4), 1);
    fillTriangle(frame, corner(-9, -9), corner(-5, -9), corner(-5, -5), 1);
    fillTriangle(frame, corner(Number.NaN, 0), corner(2, 2), corner(4, 0), 1);
    expect([...frame.triangle].every((id) => id === -1)).toBe(true);
  });
});
