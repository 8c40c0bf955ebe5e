import type { Triple } from '../../../imaging/augmentation/mapPixels.ts';

const { fround } = Math;
const single = (values: readonly number[]) => values.map(fround);

const [redOfLuma = 0, greenOfLuma = 0, blueOfLuma = 0] = single([0.299, 0.587, 0.114]);
const [redScale = 0, blueScale = 0] = single([0.713, 0.564]);
const [redToRed = 0, redToGreen = 0, blueToGreen = 0, blueToBlue = 0] = single([
  1.403, -0.714, -0.344, 1.773,
]);

/**
 * RGB of 0 to 255 to what the validators take for YCbCr: OpenCV's `COLOR_BGR2YCR_CB` for floats (whose centre of
 * chroma is 0.5, as for pixels of 0 to 1), scaled to studio range as if the pixels were 0 to 1.
 */
export function toVideoColour(red: number, green: number, blue: number, result: Triple): void {
  const luma = fround(
    fround(fround(blue * blueOfLuma) + fround(green * greenOfLuma)) + fround(red * redOfLuma),
  );
  const redness = fround(fround(fround(red - luma) * redScale) + 0.5);
  const blueness = fround(fround(fround(blue - luma) * blueScale) + 0.5);
  result[0] = fround(fround(fround(luma * 219) + 16) / 255);
  result[1] = fround(fround(fround(blueness * 224) + 16) / 255);
  result[2] = fround(fround(fround(redness * 224) + 16) / 255);
}

/** The way back; RGB in 0 to 255, unrounded, and beyond where the colour is beyond. */
export function fromVideoColour(color: Readonly<Triple>, result: Triple): void {
  const luma = fround(fround(fround(fround(color[0]) * 255) - 16) / 219);
  const blueness = fround(fround(fround(fround(fround(color[1]) * 255) - 16) / 224) - 0.5);
  const redness = fround(fround(fround(fround(fround(color[2]) * 255) - 16) / 224) - 0.5);
  result[0] = fround(luma + fround(redness * redToRed));
  result[1] = fround(fround(luma + fround(blueness * blueToGreen)) + fround(redness * redToGreen));
  result[2] = fround(luma + fround(blueness * blueToBlue));
}
