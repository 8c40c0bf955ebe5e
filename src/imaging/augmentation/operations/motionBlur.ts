import { z } from 'zod';
import { defineOperation } from '../defineOperation.ts';
import { mirrorPosition } from '../mirrorPosition.ts';
import { drawFrom, rangeSchema } from '../range.ts';

/** Positions on the path for each pixel of its length. */
const density = 4;

/** The camera moved while the shutter was open: `length` pixels in a straight line at `degrees` (0: level). */
export const motionBlur = defineOperation({
  ranges: z.strictObject({ length: rangeSchema(1, 200), degrees: rangeSchema(-180, 180) }),
  parameters: z.strictObject({ length: z.number().min(1).max(200), degrees: z.number() }),
  sample: ({ length, degrees }, random) => ({
    length: drawFrom(length, random),
    degrees: drawFrom(degrees, random),
  }),
  apply({ width, height, data }, { length, degrees }) {
    const taps = motionTaps(length, degrees);
    const sums = new Float64Array(data.length);
    for (const { across, down, weight } of taps) {
      for (let row = 0; row < height; row += 1) {
        const from = mirrorPosition(row + down, height) * width;
        for (let column = 0; column < width; column += 1) {
          const source = (from + mirrorPosition(column + across, width)) * 3;
          const target = (row * width + column) * 3;
          for (let channel = 0; channel < 3; channel += 1) {
            sums[target + channel] =
              (sums[target + channel] as number) + weight * (data[source + channel] as number);
          }
        }
      }
    }
    return { width, height, data: Uint8Array.from(sums, (value) => Math.floor(value + 0.5)) };
  },
});

/** The path as whole pixels with weights that sum to 1: points along it, each shared by its four neighbours. */
function motionTaps(length: number, degrees: number) {
  const radians = (degrees * Math.PI) / 180;
  const points = Math.ceil(length * density);
  const taps = new Map<string, { across: number; down: number; weight: number }>();
  const add = (across: number, down: number, weight: number): void => {
    if (weight < 1e-12) return;
    const tap = taps.get(`${across} ${down}`) ?? { across, down, weight: 0 };
    tap.weight += weight / points;
    taps.set(`${across} ${down}`, tap);
  };
  for (let point = 0; point < points; point += 1) {
    // A path of length 1 stays inside its pixel.
    const distance = ((point + 0.5) / points - 0.5) * (length - 1);
    const x = distance * Math.cos(radians);
    const y = -distance * Math.sin(radians);
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, bottom] = [x - left, y - top];
    add(left, top, (1 - right) * (1 - bottom));
    add(left + 1, top, right * (1 - bottom));
    add(left, top + 1, (1 - right) * bottom);
    add(left + 1, top + 1, right * bottom);
  }
  return [...taps.values()];
}
