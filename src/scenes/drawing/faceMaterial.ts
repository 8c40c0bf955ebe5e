import type { Material } from '../materials/Material.ts';
import { sampleTexture } from './sampleTexture.ts';
import type { Texture } from './Texture.ts';

/**
 * A sheet with a picture on it, cut to the picture's outline.
 *
 * @param width of the face, metres
 */
export function faceMaterial(
  texture: Texture,
  width: number,
  look: { readonly retro?: number; readonly emission?: number; readonly gloss?: number } = {},
): Material {
  const texel = new Float64Array(4);
  const [base] = texture.levels;
  return {
    colour: [0, 0, 0],
    gloss: look.gloss ?? 0.12,
    retro: look.retro ?? 3,
    emission: look.emission ?? 0,
    paint(surface) {
      sampleTexture(texture, surface.u, surface.v, surface.footprint / width, texel);
      surface.red = texel[0] as number;
      surface.green = texel[1] as number;
      surface.blue = texel[2] as number;
    },
    solid(u, v) {
      if (!base) return true;
      const x = Math.min(base.width - 1, Math.max(0, Math.floor(u * base.width)));
      const y = Math.min(base.height - 1, Math.max(0, Math.floor(v * base.height)));
      return (base.texels[(y * base.width + x) * 4 + 3] as number) >= 0.5;
    },
  };
}
