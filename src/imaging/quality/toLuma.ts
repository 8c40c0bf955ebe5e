import type { RgbImage } from '../RgbImage.ts';

/** Brightness of every pixel, 0 to 255: ITU-R BT.601 in the fixed point of Pillow's `convert('L')`, to the byte. */
export function toLuma({ width, height, data }: RgbImage): Uint8Array {
  const luma = new Uint8Array(width * height);
  for (let pixel = 0, source = 0; pixel < luma.length; pixel += 1, source += 3) {
    const red = data[source] as number;
    const green = data[source + 1] as number;
    const blue = data[source + 2] as number;
    luma[pixel] = (red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16;
  }
  return luma;
}
