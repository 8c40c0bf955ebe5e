import { cropImage } from '../../../imaging/cropImage.ts';
import type { RgbImage } from '../../../imaging/RgbImage.ts';
import { resize } from '../../../imaging/resize.ts';
import { roundHalfToEven } from '../../../support/statistics/roundHalfToEven.ts';

/** The largest square in the middle (halves of a pixel to the even neighbour), as Pillow scales it to `size` × `size`. */
export function cropCentre(image: RgbImage, size: number): RgbImage {
  const side = Math.min(image.width, image.height);
  const left = roundHalfToEven((image.width - side) / 2);
  const top = roundHalfToEven((image.height - side) / 2);
  const square = cropImage(image, { left, top, width: side, height: side });
  return resize(square, size, size, 'bilinear');
}
