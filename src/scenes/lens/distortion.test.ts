import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distort, undistort } from './distortion.ts';

describe('undistort', () => {
  it('is the inverse of distort', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0, max: 0.3, noNaN: true }), (u, v, strength) => {
        const [x, y] = [u * 640, v * 360];
        const [sx, sy] = distort(x, y, 640, 360, strength);
        const [bx, by] = undistort(sx, sy, 640, 360, strength);
        return Math.abs(bx - x) < 0.01 && Math.abs(by - y) < 0.01;
      }),
    );
  });

  it('leaves corners and the middle where they are', () => {
    expect(distort(0, 0, 640, 360, 0.2)).toEqual([0, 0]);
    expect(distort(320, 180, 640, 360, 0.2)).toEqual([320, 180]);
  });
});
