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
  const scaled = resize(image, width, height, 'bilinear');
  const left = Math.floor((size - width) / 2);
  const top = Math.floor((size - height) / 2);
  const data = new Uint8Array(size * size * 3);
  for (let row = 0; row < height; row += 1) {
    const line = scaled.data.subarray(row * width * 3, (row + 1) * width * 3);
    data.set(line, ((top + row) * size + left) * 3);
  }
  return { width: size, height: size, data };
}
