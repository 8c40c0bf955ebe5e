import type { RgbImage } from '../RgbImage.ts';

/** 3 × 3, row by row. */
export type Matrix = readonly [
  ...[number, number, number],
  ...[number, number, number],
  ...[number, number, number],
];

/** What lies outside of an image: black, or the nearest pixel of its border. */
export type Border = 'black' | 'edge';

/**
 * A projective warp that keeps the size: output pixel (x, y) takes its colour from (X/W, Y/W) with
 * (X, Y, W) = matrix · (x, y, 1), in pixels from the image's centre, between the four nearest pixels. Where W is not
 * positive there is nothing to see: black.
 */
export function warp(image: RgbImage, matrix: Matrix, border: Border): RgbImage {
  const { width, height, data } = image;
  const [a, b, c, d, e, f, g, h, i] = matrix;
  const output = new Uint8Array(data.length);
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  /** The byte of a pixel's red, or −1. */
  const locate = (x: number, y: number): number => {
    if (border === 'edge') {
      const column = Math.min(width - 1, Math.max(0, x));
      return (Math.min(height - 1, Math.max(0, y)) * width + column) * 3;
    }
    return x < 0 || y < 0 || x >= width || y >= height ? -1 : (y * width + x) * 3;
  };
  let target = 0;
  for (let row = 0; row < height; row += 1) {
    const y = row - centreY;
    for (let column = 0; column < width; column += 1) {
      const x = column - centreX;
      const w = g * x + h * y + i;
      if (w > 1e-9) {
        const sourceX = (a * x + b * y + c) / w + centreX;
        const sourceY = (d * x + e * y + f) / w + centreY;
        const left = Math.floor(sourceX);
        const top = Math.floor(sourceY);
        const right = sourceX - left;
        const bottom = sourceY - top;
        const corners = [
          [locate(left, top), (1 - right) * (1 - bottom)],
          [locate(left + 1, top), right * (1 - bottom)],
          [locate(left, top + 1), (1 - right) * bottom],
          [locate(left + 1, top + 1), right * bottom],
        ] as const;
        for (let channel = 0; channel < 3; channel += 1) {
          let sum = 0;
          for (const [at, weight] of corners) {
            if (at >= 0) sum += (data[at + channel] as number) * weight;
          }
          output[target + channel] = Math.floor(sum + 0.5);
        }
      }
      target += 3;
    }
  }
  return { width, height, data: output };
}
