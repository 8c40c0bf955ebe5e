import { z } from 'zod';
import { defineOperation } from '../defineOperation.ts';
import { homography, type Point } from '../homography.ts';
import { drawFrom, rangeSchema } from '../range.ts';
import { warp } from '../warp.ts';

const border = z.enum(['black', 'edge']);
const inward = z.number().min(0).max(0.95);
const corner = z.tuple([inward, inward]);
const directions: readonly Point[] = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
];

/**
 * Another point of view: each corner moves inward by a share of half a side of its own, across and down (0: stays, 1:
 * would reach the middle), as in torchvision's `RandomPerspective`.
 */
export const perspective = defineOperation({
  ranges: z.strictObject({ distortion: rangeSchema(0, 0.95), border }),
  parameters: z.strictObject({
    /** Top left, top right, bottom right, bottom left. */
    corners: z.tuple([corner, corner, corner, corner]),
    border,
  }),
  sample({ distortion, border }, random) {
    const one = (): [number, number] => [drawFrom(distortion, random), drawFrom(distortion, random)];
    return { corners: [one(), one(), one(), one()] as [Pair, Pair, Pair, Pair], border };
  },
  apply(image, { corners, border }) {
    const [halfWidth, halfHeight] = [image.width / 2, image.height / 2];
    const whole = directions.map(([x, y]): Point => [x * halfWidth, y * halfHeight]);
    const moved = directions.map(([x, y], index): Point => {
      const [across, down] = corners[index] ?? [0, 0];
      return [x * halfWidth * (1 - across), y * halfHeight * (1 - down)];
    });
    return warp(image, homography(moved, whole), border);
  },
});

type Pair = [number, number];
