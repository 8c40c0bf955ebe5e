import type { RgbImage } from '../../../imaging/RgbImage.ts';

const { fround } = Math;

/**
 * Rotates about the centre, keeps the size, takes the nearest pixel, and leaves corners black: torchvision's `rotate`
 * of a float tensor, which is torch's `grid_sample(mode='nearest', align_corners=False)` on a rotated grid. Each step
 * is rounded to single precision as there, so that the same pixels are chosen; halves go to the even neighbour.
 * @param degrees counterclockwise
 */
export function rotateNearest({ width, height, data }: RgbImage, degrees: number): RgbImage {
  const radians = (degrees * Math.PI) / 180;
  const cosine = fround(Math.cos(radians));
  const sine = fround(Math.sin(radians));
  // Grid coordinates run from −1 to 1, so that each row of the matrix is divided by half a side.
  const acrossFromX = fround(cosine / fround(0.5 * width));
  const acrossFromY = fround(-sine / fround(0.5 * width));
  const downFromX = fround(sine / fround(0.5 * height));
  const downFromY = fround(cosine / fround(0.5 * height));
  const output = new Uint8Array(data.length);
  let target = 0;
  for (let row = 0; row < height; row += 1) {
    const y = row + 0.5 - 0.5 * height;
    const acrossOfRow = fround(y * acrossFromY);
    const downOfRow = fround(y * downFromY);
    for (let column = 0; column < width; column += 1) {
      const x = column + 0.5 - 0.5 * width;
      const across = toPixel(fround(fround(x * acrossFromX) + acrossOfRow), width);
      const down = toPixel(fround(fround(x * downFromX) + downOfRow), height);
      if (across >= 0 && across < width && down >= 0 && down < height) {
        const source = (down * width + across) * 3;
        output[target] = data[source] as number;
        output[target + 1] = data[source + 1] as number;
        output[target + 2] = data[source + 2] as number;
      }
      target += 3;
    }
  }
  return { width, height, data: output };
}

/** From −1 … 1 to the index of the nearest pixel. */
function toPixel(coordinate: number, size: number): number {
  const position = fround(fround(fround(fround(coordinate + 1) * size) - 1) / 2);
  const below = Math.floor(position);
  const rest = position - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}
