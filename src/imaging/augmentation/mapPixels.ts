import type { RgbImage } from '../RgbImage.ts';

/** Three numbers of one pixel, used again and again. */
export type Triple = [number, number, number];

/**
 * A new image whose pixels `map` writes, from levels of 0 to 255. What it writes is rounded (halves to the even
 * neighbour) and clipped.
 * @param map gets the pixel's place last, 0 at the top left, row by row
 */
export function mapPixels(
  image: RgbImage,
  map: (red: number, green: number, blue: number, result: Triple, pixel: number) => void,
): RgbImage {
  const data = new Uint8ClampedArray(image.data.length);
  const result: Triple = [0, 0, 0];
  for (let index = 0, pixel = 0; index < data.length; index += 3, pixel += 1) {
    map(
      image.data[index] as number,
      image.data[index + 1] as number,
      image.data[index + 2] as number,
      result,
      pixel,
    );
    data[index] = result[0];
    data[index + 1] = result[1];
    data[index + 2] = result[2];
  }
  return { width: image.width, height: image.height, data: new Uint8Array(data.buffer) };
}
