import { imagingError } from '../errors.ts';
import type { RgbImage } from '../RgbImage.ts';
import type { RgbaImage } from './RgbaImage.ts';
import { scaleSprite } from './scaleSprite.ts';

/** Where and how a sprite is pasted. Shares of the image, so that it fits images of any size. */
export interface SpritePlacement {
  /** Height of the sprite, share of the image's: above 0. */
  readonly height: number;
  /** The middle of its foot: 0 left or top, 1 right or bottom. */
  readonly across: number;
  readonly down: number;
  /** How far its brightness follows the image around it: 0 not at all, 1 wholly. */
  readonly harmony: number;
  /** Of the whole sprite, 0 to 1. */
  readonly opacity: number;
}

/** Limits of the correction: a white sprite at night stays lighter than the road. */
const leastGain = 0.35;
const mostGain = 1.6;
/** Mean brightness to which renderers and photographers expose. */
const usualLuma = 110;

/**
 * Pastes a cut-out picture over an image. Its brightness is multiplied by how bright the image is around it (mean of
 * the covered rectangle against an ordinary exposure), so that a sprite of daylight does not shine at night. What
 * stands beyond the border is cut off. Labels are the caller's: a pasted cone may make a street a roadwork.
 * @throws RC_IMAGING_SIZE_INVALID when the sprite's data do not fit its size
 */
export function pasteSprite(image: RgbImage, sprite: RgbaImage, placement: SpritePlacement): RgbImage {
  if (sprite.data.length !== sprite.width * sprite.height * 4) {
    throw imagingError('RC_IMAGING_SIZE_INVALID', { reason: 'a sprite has not 4 bytes a pixel' });
  }
  const height = Math.max(1, Math.round(placement.height * image.height));
  const width = Math.max(1, Math.round((sprite.width * height) / sprite.height));
  const left = Math.round(placement.across * image.width - width / 2);
  const top = Math.round(placement.down * image.height) - height;
  const box = {
    left: Math.max(0, left),
    top: Math.max(0, top),
    right: Math.min(image.width, left + width),
    bottom: Math.min(image.height, top + height),
  };
  const data = new Uint8Array(image.data);
  if (box.left >= box.right || box.top >= box.bottom) return { ...image, data };
  const scaled = scaleSprite(sprite, width, height);
  const gain = gainOf(image, box, placement.harmony);
  for (let row = box.top; row < box.bottom; row += 1) {
    for (let column = box.left; column < box.right; column += 1) {
      const from = ((row - top) * width + column - left) * 4;
      const to = (row * image.width + column) * 3;
      const cover = ((scaled.data[from + 3] as number) / 255) * placement.opacity;
      for (let channel = 0; channel < 3; channel += 1) {
        const lit = Math.min(255, (scaled.data[from + channel] as number) * gain);
        data[to + channel] = Math.round((data[to + channel] as number) * (1 - cover) + lit * cover);
      }
    }
  }
  return { width: image.width, height: image.height, data };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function gainOf({ width, data }: RgbImage, { left, top, right, bottom }: Box, harmony: number): number {
  let sum = 0;
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      const at = (row * width + column) * 3;
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      sum += 0.299 * red + 0.587 * green + 0.114 * blue;
    }
  }
  const around = sum / ((right - left) * (bottom - top) * usualLuma);
  return 1 + (Math.min(mostGain, Math.max(leastGain, around)) - 1) * harmony;
}
