import { checkImage, checkSize, checkWindow, type Window } from './checkImage.ts';
import { cropImage } from './cropImage.ts';
import type { RgbImage } from './RgbImage.ts';
import { type Interpolation, resampleWeights, type Weights } from './resampleWeights.ts';

// Pillow: 32 bits less 8 of the sample and 2 for bicubic overshoot.
const precisionBits = 22;
const half = 1 << (precisionBits - 1);

const clip = (sum: number): number => {
  const value = sum >> precisionBits;
  return value < 0 ? 0 : value > 255 ? 255 : value;
};

/** Every row from `firstRow`, `rows` of them, to the columns of `weights`. */
const resampleRows = (source: RgbImage, firstRow: number, rows: number, weights: Weights): RgbImage => {
  const { size, wanted, starts, counts, values } = weights;
  const output = new Uint8Array(rows * wanted * 3);
  const { data, width } = source;
  let target = 0;
  for (let row = 0; row < rows; row += 1) {
    const rowStart = (firstRow + row) * width * 3;
    for (let column = 0; column < wanted; column += 1) {
      let red = half;
      let green = half;
      let blue = half;
      let at = rowStart + (starts[column] as number) * 3;
      const first = column * size;
      const last = first + (counts[column] as number);
      for (let index = first; index < last; index += 1) {
        const weight = values[index] as number;
        red += (data[at] as number) * weight;
        green += (data[at + 1] as number) * weight;
        blue += (data[at + 2] as number) * weight;
        at += 3;
      }
      output[target] = clip(red);
      output[target + 1] = clip(green);
      output[target + 2] = clip(blue);
      target += 3;
    }
  }
  return { width: wanted, height: rows, data: output };
};

/** Every column to the rows of `weights`; the first row of the source is row `firstRow` of the image. */
const resampleColumns = (source: RgbImage, firstRow: number, weights: Weights): RgbImage => {
  const { size, wanted, starts, counts, values } = weights;
  const { width, data } = source;
  const stride = width * 3;
  const output = new Uint8Array(wanted * stride);
  const sums = new Int32Array(stride);
  for (let row = 0; row < wanted; row += 1) {
    sums.fill(half);
    const start = (starts[row] as number) - firstRow;
    const count = counts[row] as number;
    for (let tap = 0; tap < count; tap += 1) {
      const weight = values[row * size + tap] as number;
      const at = (start + tap) * stride;
      for (let index = 0; index < stride; index += 1) {
        sums[index] = (sums[index] as number) + (data[at + index] as number) * weight;
      }
    }
    const target = row * stride;
    for (let index = 0; index < stride; index += 1) output[target + index] = clip(sums[index] as number);
  }
  return { width, height: wanted, data: output };
};

/** Pillow adds up the step instead of multiplying it, and so do we: the sums differ in the last bit. */
const nearestPositions = (from: number, to: number): Int32Array => {
  const step = from / to;
  const positions = new Int32Array(to);
  let position = step * 0.5;
  for (let index = 0; index < to; index += 1) {
    positions[index] = Math.min(from - 1, Math.trunc(position));
    position += step;
  }
  return positions;
};

const resizeNearest = (image: RgbImage, width: number, height: number, window: Window): RgbImage => {
  const columns = nearestPositions(image.width, width).subarray(window.left, window.left + window.width);
  const rows = nearestPositions(image.height, height).subarray(window.top, window.top + window.height);
  const data = new Uint8Array(window.width * window.height * 3);
  let target = 0;
  for (const row of rows) {
    for (const column of columns) {
      const at = (row * image.width + column) * 3;
      data[target] = image.data[at] as number;
      data[target + 1] = image.data[at + 1] as number;
      data[target + 2] = image.data[at + 2] as number;
      target += 3;
    }
  }
  return { width: window.width, height: window.height, data };
};

/**
 * Resizes as `Image.resize` of Pillow 13 does for `RGB`, to the byte: a convolution along the rows, then along the
 * columns, each rounded to 8 bits with weights of 22 binary places; the filter widens with the scale when an image
 * shrinks (antialiasing). An image that loses more than twice as many rows as columns has its columns done first;
 * Pillow 12 did not do that yet, which changes some samples by 1 or 2. Source: Pillow, `src/libImaging/Resample.c`; for
 * `nearest` `Geometry.c`. Bit-exactness is held by `tests/interop/imaging.test.ts`.
 * @param width pixels, 1 to 65,535
 * @param height pixels, 1 to 65,535
 * @param window the part of the result that is wanted (all of it); the rest is not computed
 * @returns the image itself where there is nothing to do
 * @throws RC_IMAGING_SIZE_INVALID
 */
export function resize(
  image: RgbImage,
  width: number,
  height: number,
  interpolation: Interpolation | 'nearest',
  window: Window = { left: 0, top: 0, width, height },
): RgbImage {
  checkImage(image);
  checkSize(width, height);
  checkWindow(window, width, height);
  if (width === image.width && height === image.height) return cropImage(image, window);
  if (interpolation === 'nearest') return resizeNearest(image, width, height, window);
  const across = resampleWeights(image.width, width, interpolation, window.left, window.width);
  const down = resampleWeights(image.height, height, interpolation, window.top, window.height);
  // A side that stays as it is comes out of its pass unchanged, as its only weight is 1.
  if (height < image.height && image.height - height > 2 * (image.width - width)) {
    return resampleRows(resampleColumns(image, 0, down), 0, window.height, across);
  }
  // The first pass leaves out the rows that the second one does not read.
  const firstRow = down.starts[0] as number;
  const rows = (down.starts.at(-1) as number) + (down.counts.at(-1) as number) - firstRow;
  return resampleColumns(resampleRows(image, firstRow, rows, across), firstRow, down);
}
