import { checkImage, checkWindow, type Window } from './checkImage.ts';
import type { RgbImage } from './RgbImage.ts';

/**
 * Cuts a window out; the whole image is returned as it is.
 * @throws RC_IMAGING_SIZE_INVALID unless the window lies inside
 */
export function cropImage(image: RgbImage, window: Window): RgbImage {
  checkImage(image);
  checkWindow(window, image.width, image.height);
  const { left, top, width, height } = window;
  if (width === image.width && height === image.height) return image;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    const from = ((top + row) * image.width + left) * 3;
    data.set(image.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { width, height, data };
}
