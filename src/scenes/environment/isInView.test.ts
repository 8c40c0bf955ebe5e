import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createView } from '../raster/View.ts';
import type { CameraPose } from '../SceneDescription.ts';
import { isInView } from './isInView.ts';

describe('isInView', () => {
  it('never leaves out what a camera sees', () => {
    const place = fc.double({ min: -80, max: 80, noNaN: true });
    fc.assert(
      fc.property(
        place,
        place,
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -0.1, max: 0.1, noNaN: true }),
        (x, z, yaw, roll) => {
          const camera: CameraPose = {
            profile: 'dashcam',
            eye: [1, 1.5, 2],
            yaw,
            pitch: -0.1,
            roll,
            fieldOfView: 1.2,
            bonnet: false,
          };
          const view = createView(camera.eye, camera, 1, [0, 0]);
          const offset = [x - 1, -0.7, z - 2] as const;
          const along = (axis: readonly number[]): number =>
            offset.reduce((sum, v, i) => sum + v * (axis[i] as number), 0);
          const seen =
            along(view.forward) > 0 && Math.abs(along(view.right)) < along(view.forward) * Math.tan(0.6);
          return !seen || isInView(camera, x, z, 0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves out what is far behind or far aside', () => {
    const camera: CameraPose = {
      profile: 'dashcam',
      eye: [0, 1.5, 0],
      yaw: 0,
      pitch: 0,
      roll: 0,
      fieldOfView: 1,
      bonnet: false,
    };
    expect(isInView(camera, 0, -20, 2)).toBe(false);
    expect(isInView(camera, 60, 10, 2)).toBe(false);
  });
});
