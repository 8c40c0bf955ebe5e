import { checkImage } from '../checkImage.ts';
import { toLuma } from '../quality/toLuma.ts';
import type { RgbImage } from '../RgbImage.ts';
import { resize } from '../resize.ts';

const side = 32;
const bits = 64;
/** Of a larger image only every n-th pixel is looked at, so that this many remain on its shorter side. */
const enoughPixels = 256;
/** Far below one level of brightness, far above rounding. */
const resolution = 1e-6;

/** `cosines[u · 32 + x]` = cos(π (2x + 1) u / 64). */
const cosines = Float64Array.from({ length: side * side }, (_, index) =>
  Math.cos((Math.PI * (2 * (index % side) + 1) * Math.floor(index / side)) / (2 * side)),
);

/** The 64 lowest frequencies but the mean, by the sum of both, like the zigzag of JPEG. */
const frequencies: readonly (readonly [number, number])[] = Array.from({ length: side }, (_, sum) =>
  Array.from({ length: sum + 1 }, (_unused, across) => [across, sum - across] as const),
)
  .flat()
  .slice(1, bits + 1);

/**
 * A hash that stays nearly the same when an image is resized or compressed again: 64 bits as 16 hexadecimal digits,
 * to be compared with `hammingDistance`. Copies are within some 10 bits, different scenes around 32. It does not see
 * through crops, mirrors and rotations. An image without any structure has the hash 0.
 *
 * The bits: 32 × 32 pixels of brightness, their discrete cosine transform (type II), and for each of its 64 lowest
 * frequencies without the mean whether it is above their median. After C. Zauner, "Implementation and benchmarking of
 * perceptual image hash functions" (2010), which takes a square of 8 × 8 frequencies with the mean in it; the triangle
 * here has lower frequencies, and no bit is wasted on the mean.
 *
 * Workers hash every image that they answer, so a large one is thinned out first: the lowest frequencies stay as they
 * are but for a bit or two, and a frame of 1080p takes a tenth of the time.
 * @throws RC_IMAGING_SIZE_INVALID
 */
export function perceptualHash(image: RgbImage): string {
  checkImage(image);
  const luma = toLuma(resize(thinOut(image), side, side, 'bilinear'));
  const coefficients = frequencies.map(([across, down]) => coefficient(luma, across, down));
  const sorted = [...coefficients].sort((a, b) => a - b);
  const median = ((sorted[bits / 2 - 1] ?? 0) + (sorted[bits / 2] ?? 0)) / 2;
  let hash = 0n;
  for (const value of coefficients) hash = (hash << 1n) | (value > median ? 1n : 0n);
  return hash.toString(16).padStart(bits / 4, '0');
}

/** Every n-th pixel of every n-th row. */
function thinOut(image: RgbImage): RgbImage {
  const { width, height } = image;
  const step = Math.floor(Math.min(width, height) / enoughPixels);
  return step < 2 ? image : resize(image, Math.floor(width / step), Math.floor(height / step), 'nearest');
}

/** Rounded, so that an image of one colour has zeros and not the noise of the arithmetic. */
function coefficient(luma: Uint8Array, across: number, down: number): number {
  let sum = 0;
  for (let y = 0; y < side; y += 1) {
    let row = 0;
    for (let x = 0; x < side; x += 1) {
      row += (luma[y * side + x] as number) * (cosines[across * side + x] as number);
    }
    sum += row * (cosines[down * side + y] as number);
  }
  return Math.round(sum / resolution) * resolution;
}
