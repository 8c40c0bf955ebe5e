import { cropImage } from './cropImage.ts';
import { findContent } from './findContent.ts';
import type { RgbImage } from './RgbImage.ts';

/** Cuts off the black borders that `findContent` finds. An image without any is returned as it is. */
export function trimBorders(image: RgbImage): RgbImage {
  return cropImage(image, findContent(image));
}
