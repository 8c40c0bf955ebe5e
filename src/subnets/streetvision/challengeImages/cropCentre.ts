import type { RgbImage } from '../../../imaging/RgbImage.ts';
import { resize } from '../../../imaging/resize.ts';
import { roundHalfToEven } from '../roundHalfToEven.ts';

/** The largest square in the middle (halves of a pixel to the even neighbour), as Pillow scales it to `size` × `size`. */
export function cropCentre(image: RgbImage, size: number): RgbImage {
  const side = Math.min(image.width, image.height);
  const left = roundHalfToEven((image.width - side) / 2);
  const top = roundHalfToEven((image.height - side) / 2);
  const data = new Uint8Array(side * side * 3);
  for (let row = 0; row < side; row += 1) {
    const start = ((top + row) * image.width + left) * 3;
    data.set(image.data.subarray(start, start + side * 3), row * side * 3);
  }
  return resize({ width: side, height: side, data }, size, size, 'bilinear');
}
