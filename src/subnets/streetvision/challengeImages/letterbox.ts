import { padToSize } from '../../../imaging/padToSize.ts';
import type { RgbImage } from '../../../imaging/RgbImage.ts';
import { resize } from '../../../imaging/resize.ts';

/**
 * All of an image in the middle of a black square. The scaled sides are cut to whole pixels, not rounded, so that an
 * exact fit may lose one to the arithmetic.
 * @throws RC_IMAGING_SIZE_INVALID for an image more than `size` times as long as wide: a side of 0 remains
 */
export function letterbox(image: RgbImage, size: number): RgbImage {
  const scale = Math.min(size / image.width, size / image.height);
  const width = Math.trunc(image.width * scale);
  const height = Math.trunc(image.height * scale);
  return padToSize(resize(image, width, height, 'bilinear'), size, size, [0, 0, 0]);
}
