import type { RgbImage } from '../../../imaging/RgbImage.ts';
import type { PixelBox } from './ChallengeParameters.ts';

const { fround } = Math;

/** For one output sample: the first input sample, and the weight of each from there on. */
interface Taps {
  readonly start: number;
  readonly weights: readonly number[];
}

/** Weights of torch's antialiased bilinear filter for one axis, in single precision. */
function tapsOf(from: number, to: number): Taps[] {
  const scale = fround(from / to);
  const support = Math.max(scale, 1);
  const inverse = fround(1 / support);
  return Array.from({ length: to }, (_, output) => {
    const centre = fround(scale * (output + 0.5));
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    const raw = Array.from({ length: end - start }, (_weight, tap) =>
      fround(Math.max(0, 1 - Math.abs(fround((tap + start - centre + 0.5) * inverse)))),
    );
    const sum = raw.reduce((total, weight) => fround(total + weight), 0);
    return { start, weights: raw.map((weight) => fround(weight / sum)) };
  });
}

/**
 * Cuts a box out, scales it to `size` × `size` and cuts off what is behind the point: torchvision's `resized_crop` of
 * a float tensor of 0 to 1 (bilinear, antialiased, sides one after the other in single precision), then
 * `ToPILImage`, which does not round. So its result is half a level darker than Pillow's, and even an area of one
 * colour may lose a level.
 */
export function cropAndResizeFloat(image: RgbImage, box: PixelBox, size: number): RgbImage {
  const columns = tapsOf(box.width, size);
  const rows = tapsOf(box.height, size);
  const narrow = new Float32Array(box.height * size * 3);
  let target = 0;
  for (let row = 0; row < box.height; row += 1) {
    const first = ((box.top + row) * image.width + box.left) * 3;
    for (const { start, weights } of columns) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        let at = first + start * 3 + channel;
        for (const weight of weights) {
          sum = fround(sum + fround(fround((image.data[at] as number) / 255) * weight));
          at += 3;
        }
        narrow[target] = sum;
        target += 1;
      }
    }
  }
  const data = new Uint8Array(size * size * 3);
  const stride = size * 3;
  for (const [row, { start, weights }] of rows.entries()) {
    for (let index = 0; index < stride; index += 1) {
      let sum = 0;
      let at = start * stride + index;
      for (const weight of weights) {
        sum = fround(sum + fround((narrow[at] as number) * weight));
        at += stride;
      }
      data[row * stride + index] = fround(sum * 255);
    }
  }
  return { width: size, height: size, data };
}
