import { colour } from './colour.ts';
import type { Colour, Material, Surface } from './Material.ts';
import { fractalNoise } from './noise.ts';

export interface FinishOptions {
  readonly gloss?: number;
  readonly retro?: number;
  readonly emission?: number;
  /** How much darker the dirtiest spots are, 0 to 1. */
  readonly dirt?: number;
  /** Size of dirt spots, metres. */
  readonly grain?: number;
  readonly seed?: number;
}

/** A plain surface of one sRGB colour with a little dirt. */
export function finish(hex: string | Colour, options: FinishOptions = {}): Material {
  return coat({ colour: typeof hex === 'string' ? colour(hex) : hex, ...options }, options);
}

/** Puts dirt over a material. */
export function coat(material: Material, options: FinishOptions): Material {
  const { dirt = 0.15, grain = 0.25, seed = 1 } = options;
  const { paint } = material;
  if (dirt === 0) return material;
  return {
    ...material,
    paint(surface) {
      paint?.(surface);
      soil(surface, dirt, grain, seed);
    },
  };
}

function soil(surface: Surface, dirt: number, grain: number, seed: number): void {
  const spot = fractalNoise(
    surface.x + surface.z * 0.7,
    surface.y + surface.z * 0.4,
    seed,
    grain,
    3,
    surface.footprint,
  );
  const keep = 1 - dirt * Math.min(1, Math.max(0, spot * 2 - 0.6));
  surface.red *= keep;
  surface.green *= keep * (1 - dirt * 0.03);
  surface.blue *= keep * (1 - dirt * 0.08);
  surface.retro *= keep;
}
