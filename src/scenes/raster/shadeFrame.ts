import type { Shader } from './createShader.ts';
import type { Frame } from './Frame.ts';
import type { View } from './View.ts';

/** What a frame of samples comes to. */
export interface ShadedImage {
  readonly width: number;
  readonly height: number;
  /** Linear light, `width × height × 3`. */
  readonly light: Float32Array;
  /** Share of each pixel that triangles cover, 0 to 1. */
  readonly coverage: Float32Array;
}

/**
 * Averages `samples × samples` samples a pixel. Each triangle in a pixel is shaded once, at the middle of the samples
 * that it owns there: edges are smooth at the cost of one evaluation for most pixels.
 *
 * @param background light along a ray that meets no triangle
 */
export function shadeFrame(
  frame: Frame,
  view: View,
  samples: number,
  shade: Shader,
  background: (x: number, y: number, z: number, out: Float64Array) => void,
): ShadedImage {
  const width = frame.width / samples;
  const height = frame.height / samples;
  const light = new Float32Array(width * height * 3);
  const coverage = new Float32Array(width * height);
  const total = samples * samples;
  const ids = new Int32Array(total);
  const sumX = new Float64Array(total);
  const sumY = new Float64Array(total);
  const counts = new Int32Array(total);
  const out = new Float64Array(3);
  const { right, up, forward, eye, scale, centre } = view;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      let kinds = 0;
      for (let s = 0; s < total; s += 1) {
        const sx = column * samples + (s % samples);
        const sy = row * samples + ((s / samples) | 0);
        const id = frame.triangle[sy * frame.width + sx] as number;
        let k = 0;
        while (k < kinds && ids[k] !== id) k += 1;
        if (k === kinds) {
          kinds += 1;
          ids[k] = id;
          sumX[k] = 0;
          sumY[k] = 0;
          counts[k] = 0;
        }
        sumX[k] = (sumX[k] as number) + sx;
        sumY[k] = (sumY[k] as number) + sy;
        counts[k] = (counts[k] as number) + 1;
      }
      const at = row * width + column;
      for (let k = 0; k < kinds; k += 1) {
        const count = counts[k] as number;
        const cx = ((sumX[k] as number) / count + 0.5 - centre[0]) / scale;
        const cy = -((sumY[k] as number) / count + 0.5 - centre[1]) / scale;
        const norm = 1 / Math.sqrt(1 + cx * cx + cy * cy);
        const dx = (forward[0] + right[0] * cx + up[0] * cy) * norm;
        const dy = (forward[1] + right[1] * cx + up[1] * cy) * norm;
        const dz = (forward[2] + right[2] * cx + up[2] * cy) * norm;
        const id = ids[k] as number;
        if (id < 0) background(dx, dy, dz, out);
        else shade(id, eye, dx, dy, dz, out);
        const share = count / total;
        // Very bright spots (lamps) are capped, so that one sample does not outshine its pixel.
        for (let c = 0; c < 3; c += 1) {
          light[at * 3 + c] = (light[at * 3 + c] as number) + share * Math.min(out[c] as number, 8);
        }
        if (id >= 0) coverage[at] = (coverage[at] as number) + share;
      }
    }
  }
  return { width, height, light, coverage };
}
