import type { RgbImage } from '../RgbImage.ts';
import { mirrorPosition } from './mirrorPosition.ts';

/**
 * Convolves rows, then columns, with the same kernel, mirrored at the border without repeating it. Calculated in double
 * precision, rounded once, halves up.
 * @param kernel an odd number of weights that sum to 1
 */
export function convolveSeparably({ width, height, data }: RgbImage, kernel: readonly number[]): RgbImage {
  const across = new Float64Array(data.length);
  convolveLines(data, across, kernel, { length: width, step: 3, lines: height, lineStep: width * 3 });
  const both = new Float64Array(data.length);
  convolveLines(across, both, kernel, { length: height, step: width * 3, lines: width, lineStep: 3 });
  return {
    width,
    height,
    data: Uint8Array.from(both, (value) => Math.min(255, Math.max(0, Math.floor(value + 0.5)))),
  };
}

/** Where the pixels of lines are in an array; each has three channels. */
interface Lines {
  readonly length: number;
  readonly step: number;
  readonly lines: number;
  readonly lineStep: number;
}

function convolveLines(
  input: ArrayLike<number>,
  output: Float64Array,
  kernel: readonly number[],
  { length, step, lines, lineStep }: Lines,
): void {
  const reach = (kernel.length - 1) / 2;
  const sources = new Int32Array(kernel.length);
  for (let position = 0; position < length; position += 1) {
    for (let tap = 0; tap < kernel.length; tap += 1) {
      sources[tap] = mirrorPosition(position + tap - reach, length) * step;
    }
    for (let line = 0; line < lines; line += 1) {
      const base = line * lineStep;
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let tap = 0; tap < kernel.length; tap += 1) {
          sum += (kernel[tap] as number) * (input[base + channel + (sources[tap] as number)] as number);
        }
        output[base + channel + position * step] = sum;
      }
    }
  }
}
