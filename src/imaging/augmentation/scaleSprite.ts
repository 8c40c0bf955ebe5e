import { resize } from '../resize.ts';
import type { RgbaImage } from './RgbaImage.ts';

/**
 * Scales a cut-out picture. Colours are multiplied by opacity first, so that what is transparent does not bleed into
 * the edge.
 */
export function scaleSprite(sprite: RgbaImage, width: number, height: number): RgbaImage {
  const pixels = sprite.width * sprite.height;
  const colour = new Uint8Array(pixels * 3);
  const cover = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const opacity = sprite.data[pixel * 4 + 3] as number;
    cover.fill(opacity, pixel * 3, pixel * 3 + 3);
    for (let channel = 0; channel < 3; channel += 1) {
      colour[pixel * 3 + channel] = Math.round(
        ((sprite.data[pixel * 4 + channel] as number) * opacity) / 255,
      );
    }
  }
  const from = { width: sprite.width, height: sprite.height };
  const smallColour = resize({ ...from, data: colour }, width, height, 'bilinear').data;
  const smallCover = resize({ ...from, data: cover }, width, height, 'bilinear').data;
  const data = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const opacity = smallCover[pixel * 3] as number;
    data[pixel * 4 + 3] = opacity;
    if (opacity === 0) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      data[pixel * 4 + channel] = Math.min(
        255,
        Math.round(((smallColour[pixel * 3 + channel] as number) * 255) / opacity),
      );
    }
  }
  return { width, height, data };
}
