import type { RgbImage } from './RgbImage.ts';

/**
 * How many rows a damaged image has, from the top, before decoders filled the rest with one colour (libjpeg with grey,
 * libpng with black).
 */
export function countIntactRows({ width, data }: RgbImage): number {
  const end = data.length;
  const [red, green, blue] = data.subarray(end - 3);
  for (let at = end - 3; at >= 0; at -= 3) {
    if (data[at] !== red || data[at + 1] !== green || data[at + 2] !== blue) {
      return Math.floor(at / 3 / width) + 1;
    }
  }
  return 0;
}
