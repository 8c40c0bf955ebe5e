import type { Texture, TextureLevel } from './Texture.ts';

/**
 * Red, green, blue and coverage at (u, v) in 0 … 1, written to `out`: bilinear in the level whose texels are about as
 * wide as the footprint.
 *
 * @param footprint width of a pixel, as a share of the texture's width
 */
export function sampleTexture(
  texture: Texture,
  u: number,
  v: number,
  footprint: number,
  out: Float64Array,
): void {
  const base = texture.levels[0] as TextureLevel;
  const wanted = Math.log2(Math.max(1, footprint * base.width));
  const level = texture.levels[Math.min(texture.levels.length - 1, Math.round(wanted))] as TextureLevel;
  const { width, height, texels } = level;
  const x = Math.min(Math.max(u * width - 0.5, 0), width - 1);
  const y = Math.min(Math.max(v * height - 0.5, 0), height - 1);
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const fx = x - x0;
  const fy = y - y0;
  const a = (y0 * width + x0) * 4;
  const b = (y0 * width + x1) * 4;
  const c = (y1 * width + x0) * 4;
  const d = (y1 * width + x1) * 4;
  for (let k = 0; k < 4; k += 1) {
    const low = (texels[a + k] as number) * (1 - fx) + (texels[b + k] as number) * fx;
    const high = (texels[c + k] as number) * (1 - fx) + (texels[d + k] as number) * fx;
    out[k] = low * (1 - fy) + high * fy;
  }
}
