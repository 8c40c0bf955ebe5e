import type { RgbImage } from './RgbImage.ts';

/**
 * Puts an image into the middle of a larger one; where it cannot be exactly there, half a pixel to the left or up.
 * @param width pixels, at least the image's; likewise `height`
 * @param colour of what is around it: red, green, blue, 0 to 255
 */
export function padToSize(
  image: RgbImage,
  width: number,
  height: number,
  colour: readonly [number, number, number],
): RgbImage {
  const data = new Uint8Array(width * height * 3);
  if (colour.some((level) => level !== 0)) {
    for (let at = 0; at < data.length; at += 3) data.set(colour, at);
  }
  const left = Math.floor((width - image.width) / 2);
  const top = Math.floor((height - image.height) / 2);
  const stride = image.width * 3;
  for (let row = 0; row < image.height; row += 1) {
    const line = image.data.subarray(row * stride, (row + 1) * stride);
    data.set(line, ((top + row) * width + left) * 3);
  }
  return { width, height, data };
}
