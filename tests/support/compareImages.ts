import type { RgbImage } from '../../src/imaging/RgbImage.ts';

/** How far two images of one size are apart, in levels of 0 to 255. */
export interface ImageDifference {
  readonly maximum: number;
  /** Of the absolute differences. */
  readonly mean: number;
  /** Of bytes that differ by more than 1, 0 to 1. */
  readonly shareBeyondOne: number;
}

/** @throws Error when the sizes differ */
export function compareImages(first: RgbImage, second: RgbImage): ImageDifference {
  if (first.width !== second.width || first.height !== second.height) {
    throw new Error(`${first.width} × ${first.height} against ${second.width} × ${second.height}`);
  }
  let maximum = 0;
  let sum = 0;
  let beyond = 0;
  for (const [index, value] of first.data.entries()) {
    const difference = Math.abs(value - (second.data[index] ?? Number.NaN));
    maximum = Math.max(maximum, difference);
    sum += difference;
    if (difference > 1) beyond += 1;
  }
  return { maximum, mean: sum / first.data.length, shareBeyondOne: beyond / first.data.length };
}
