import type { RgbImage } from './RgbImage.ts';

/** Cuts black borders off. */
export function trimBorders(image: RgbImage): RgbImage {
  return image;
}
