import type { RgbImage } from '../../../imaging/RgbImage.ts';
import type { Triple } from './videoColour.ts';

/** A new image whose pixels `map` writes, from RGB of 0 to 255; fractions are cut off, what lies outside is clipped. */
export function mapPixels(
  image: RgbImage,
  map: (red: number, green: number, blue: number, result: Triple) => void,
): RgbImage {
  const data = new Uint8ClampedArray(image.data.length);
  const result: Triple = [0, 0, 0];
  for (let index = 0; index < data.length; index += 3) {
    map(
      image.data[index] as number,
      image.data[index + 1] as number,
      image.data[index + 2] as number,
      result,
    );
    data[index] = Math.trunc(result[0]);
    data[index + 1] = Math.trunc(result[1]);
    data[index + 2] = Math.trunc(result[2]);
  }
  return { width: image.width, height: image.height, data: new Uint8Array(data.buffer) };
}
