import type { RgbImage } from '../../../imaging/RgbImage.ts';

interface Tap {
  readonly low: number;
  readonly high: number;
  /** Of `high`, 0 to 1. */
  readonly share: number;
}

/**
 * OpenCV's `resize` with `INTER_LINEAR`: between the four nearest pixels, also when it shrinks (no antialiasing).
 * OpenCV's weights have 11 bits; ours are floating point, so that a pixel may differ by 1.
 */
export function resizeAsOpenCv(image: RgbImage, width: number, height: number): RgbImage {
  const columns = tapsOf(image.width, width);
  const rows = tapsOf(image.height, height);
  const data = new Uint8Array(width * height * 3);
  const at = (row: number, column: number, channel: number): number =>
    image.data[(row * image.width + column) * 3 + channel] as number;
  let target = 0;
  for (const down of rows) {
    for (const across of columns) {
      for (let channel = 0; channel < 3; channel += 1) {
        const upper =
          at(down.low, across.low, channel) * (1 - across.share) +
          at(down.low, across.high, channel) * across.share;
        const lower =
          at(down.high, across.low, channel) * (1 - across.share) +
          at(down.high, across.high, channel) * across.share;
        data[target] = Math.floor(upper * (1 - down.share) + lower * down.share + 0.5);
        target += 1;
      }
    }
  }
  return { width, height, data };
}

function tapsOf(from: number, to: number): Tap[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, index) => {
    const position = Math.min(Math.max((index + 0.5) * scale - 0.5, 0), from - 1);
    const low = Math.floor(position);
    return { low, high: Math.min(low + 1, from - 1), share: position - low };
  });
}
