import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePicture } from '../../tests/support/pictures.ts';
import { cropImage } from './cropImage.ts';
import { resize } from './resize.ts';

const side = fc.integer({ min: 1, max: 40 });
const interpolation = fc.constantFrom('nearest', 'bilinear', 'bicubic');

describe('resize', () => {
  // Bytes of Pillow 13.0.0; tests/interop compares many more.
  it.each([
    ['bilinear', [0, 0, 0, 8, 8, 8, 176, 176, 176, 254, 254, 254]],
    ['bicubic', [0, 0, 0, 0, 0, 0, 177, 177, 177, 255, 255, 255]],
    ['nearest', [0, 0, 0, 0, 0, 0, 225, 225, 225, 255, 255, 255]],
  ] as const)('gives what Pillow gives: %s', (filter, expected) => {
    const levels = [0, 0, 0, 30, 225, 255, 255];
    const data = Uint8Array.from(levels.flatMap((level) => [level, level, level]));
    expect([...resize({ width: 7, height: 1, data }, 4, 1, filter).data]).toEqual(expected);
  });

  it('keeps one colour one colour, whatever the sizes', () => {
    fc.assert(
      fc.property(side, side, side, side, interpolation, fc.nat(255), (w, h, toW, toH, filter, level) => {
        const image = { width: w, height: h, data: new Uint8Array(w * h * 3).fill(level) };
        const resized = resize(image, toW, toH, filter);
        expect(resized).toMatchObject({ width: toW, height: toH });
        expect(resized.data.length).toBe(toW * toH * 3);
        expect(resized.data.every((value) => value === level)).toBe(true);
      }),
    );
  });

  it('leaves an image of the right size as it is', () => {
    const image = makePicture(31, 17);
    for (const filter of ['nearest', 'bilinear', 'bicubic'] as const) {
      expect(resize(image, 31, 17, filter).data).toEqual(image.data);
    }
  });

  it('computes a window as the whole would have been', () => {
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        interpolation,
        fc.infiniteStream(fc.nat(40)),
        (w, h, toW, toH, filter, draws) => {
          const draw = (below: number): number => Number(draws.next().value) % below;
          const left = draw(toW);
          const top = draw(toH);
          const window = { left, top, width: 1 + draw(toW - left), height: 1 + draw(toH - top) };
          const image = makePicture(w, h);
          const whole = cropImage(resize(image, toW, toH, filter), window);
          expect(resize(image, toW, toH, filter, window)).toEqual(whole);
        },
      ),
    );
  });

  it.each([
    [0, 5],
    [5, -1],
    [2.5, 5],
    [5, 70_000],
    [Number.NaN, 5],
  ])('refuses the size %d × %d', (width, height) => {
    expect(() => resize(makePicture(4, 4), width, height, 'bilinear')).toThrow(/cannot be processed/);
  });

  it('refuses data of the wrong length and windows that reach out', () => {
    const short = { width: 4, height: 4, data: new Uint8Array(47) };
    expect(() => resize(short, 2, 2, 'nearest')).toThrow('4 × 4 pixels come with 47 bytes');
    const window = { left: 3, top: 0, width: 3, height: 1 };
    expect(() => resize(makePicture(4, 4), 5, 5, 'nearest', window)).toThrow(/not inside 5 × 5/);
  });
});
