import type { RgbImage } from '../../../imaging/RgbImage.ts';

/**
 * Gaussian blur with a kernel of `side` × `side`, σ = side / 6, mirrored at the border without repeating it
 * (`BORDER_REFLECT_101`). OpenCV calculates in fixed point for 8 bits; ours is in floating point, so that a pixel may
 * differ by 1.
 * @param side odd, less than twice the image's shorter side
 */
export function blurAsOpenCv({ width, height, data }: RgbImage, side: number): RgbImage {
  const sigma = side / 6;
  const reach = (side - 1) / 2;
  const kernel = Float64Array.from({ length: side }, (_, tap) =>
    Math.exp(-((tap - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  for (let tap = 0; tap < side; tap += 1) kernel[tap] = (kernel[tap] as number) / sum;

  const across = Float64Array.from(data);
  convolve(Float64Array.from(data), across, kernel, width, 3, height, width * 3);
  const both = new Float64Array(data.length);
  convolve(across, both, kernel, height, width * 3, width, 3);
  return { width, height, data: Uint8Array.from(both, (value) => Math.min(255, Math.floor(value + 0.5))) };
}

/** Convolves `lines` lines of `length` pixels of three channels; steps are distances in the array. */
function convolve(
  input: Float64Array,
  output: Float64Array,
  kernel: Float64Array,
  length: number,
  step: number,
  lines: number,
  lineStep: number,
): void {
  const reach = (kernel.length - 1) / 2;
  for (let position = 0; position < length; position += 1) {
    const sources = Array.from(kernel, (_, tap) => mirror(position + tap - reach, length) * step);
    for (let line = 0; line < lines; line += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const base = line * lineStep + channel;
        let sum = 0;
        for (const [tap, source] of sources.entries()) {
          sum += (kernel[tap] as number) * (input[base + source] as number);
        }
        output[base + position * step] = sum;
      }
    }
  }
}

function mirror(position: number, length: number): number {
  if (length === 1) return 0;
  const inside = Math.abs(position);
  return inside < length ? inside : 2 * (length - 1) - inside;
}
