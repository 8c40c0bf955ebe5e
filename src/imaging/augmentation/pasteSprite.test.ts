import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../RgbImage.ts';
import { pasteSprite, type SpritePlacement } from './pasteSprite.ts';
import type { RgbaImage } from './RgbaImage.ts';

const street = (level: number): RgbImage => ({
  width: 40,
  height: 30,
  data: new Uint8Array(40 * 30 * 3).fill(level),
});
/** Orange in the middle, green but transparent around it. */
const cone: RgbaImage = {
  width: 12,
  height: 20,
  data: Uint8Array.from({ length: 12 * 20 * 4 }, (_, index) => {
    const column = Math.floor(index / 4) % 12;
    const inside = column >= 4 && column < 8;
    return (inside ? [240, 120, 20, 255] : [0, 255, 0, 0])[index % 4] ?? 0;
  }),
};
const placement: SpritePlacement = { height: 2 / 3, across: 0.5, down: 1, harmony: 0, opacity: 1 };
const at = ({ width, data }: RgbImage, x: number, y: number) => [
  ...data.slice((y * width + x) * 3).slice(0, 3),
];

describe('pasteSprite', () => {
  it('covers what is behind it, and nothing where it is transparent', () => {
    const image = street(110);
    const pasted = pasteSprite(image, cone, placement);
    expect(at(pasted, 20, 20)).toEqual([240, 120, 20]);
    expect(at(pasted, 15, 20)).toEqual([110, 110, 110]);
    expect(at(pasted, 20, 8)).toEqual([110, 110, 110]);
    expect(at(image, 20, 20)).toEqual([110, 110, 110]);
    const faint = pasteSprite(image, cone, { ...placement, opacity: 0.5 });
    expect(at(faint, 20, 20)).toEqual([175, 115, 65]);
  });

  it('does not let hidden colours bleed into the edge when it scales', () => {
    const small = pasteSprite(street(110), cone, { ...placement, height: 0.3 });
    for (let x = 0; x < 40; x += 1) {
      const [red = 0, green = 0] = at(small, x, 26);
      expect(green).toBeLessThanOrEqual(121);
      expect(red).toBeGreaterThanOrEqual(110);
    }
  });

  it('follows the light around it', () => {
    const level = (around: number, harmony: number) =>
      at(pasteSprite(street(around), cone, { ...placement, harmony }), 20, 20)[0];
    expect(level(55, 1)).toBe(120);
    expect(level(55, 0.5)).toBe(180);
    expect(level(0, 1)).toBe(84);
    expect(level(255, 1)).toBe(255);
  });

  it('is cut off at the border, and gone beyond it', () => {
    const half = pasteSprite(street(110), cone, { ...placement, across: 0 });
    expect(at(half, 0, 20)).toEqual([240, 120, 20]);
    expect(at(half, 2, 20)).toEqual([110, 110, 110]);
    const gone = pasteSprite(street(110), cone, { ...placement, across: -1 });
    expect(gone.data).toEqual(street(110).data);
  });

  it('refuses a sprite without opacity', () => {
    expect(() => pasteSprite(street(1), { ...cone, data: new Uint8Array(12 * 20 * 3) }, placement)).toThrow(
      'cannot be processed',
    );
  });
});
