import { colour } from './colour.ts';
import { coat, type FinishOptions } from './finish.ts';
import type { Material } from './Material.ts';

/** Share of a pixel of width `footprint` about `x` that lies beyond `edge`. */
export const beyond = (x: number, edge: number, footprint: number): number =>
  Math.min(1, Math.max(0, (x - edge) / footprint + 0.5));

/** Share of the first half of a square wave of that period within the footprint. */
export function wave(x: number, period: number, footprint: number): number {
  if (footprint > period) return 0.5;
  const phase = x / period - Math.floor(x / period);
  const width = footprint / period;
  const edge = Math.min(1, Math.max(0, (0.25 - Math.abs(phase - 0.25)) / Math.max(width, 1e-4) + 0.5));
  const wrap = Math.min(1, Math.max(0, (phase - 1) / Math.max(width, 1e-4) + 0.5));
  return Math.min(1, edge + wrap);
}

export interface StripeLook extends FinishOptions {
  /** Added to `retro` where the second colour shows. */
  readonly bandRetro?: number;
}

/** Bands of `band` on `base` between pairs of texture heights v. */
export function banded(
  base: string,
  band: string,
  edges: readonly (readonly [from: number, to: number])[],
  look: StripeLook = {},
): Material {
  const under = colour(base);
  const over = colour(band);
  const { bandRetro = 4 } = look;
  return coat(
    {
      colour: under,
      ...look,
      paint(surface) {
        let share = 0;
        for (const [from, to] of edges) {
          share += beyond(surface.v, from, surface.footprint) - beyond(surface.v, to, surface.footprint);
        }
        surface.red += (over[0] - under[0]) * share;
        surface.green += (over[1] - under[1]) * share;
        surface.blue += (over[2] - under[2]) * share;
        surface.retro += bandRetro * share;
      },
    },
    look,
  );
}

/**
 * Slanting stripes in two colours on a face whose texture runs in metres.
 *
 * @param period width of a pair of stripes along u, metres
 * @param slope how far stripes move along u for one metre of v; 0 is upright
 */
export function slanted(
  first: string,
  second: string,
  period: number,
  slope: number,
  look: StripeLook = {},
): Material {
  const a = colour(first);
  const b = colour(second);
  return coat(
    {
      colour: a,
      ...look,
      paint(surface) {
        const share =
          1 - wave(surface.u + surface.v * slope, period, surface.footprint * (1 + Math.abs(slope)));
        surface.red += (b[0] - a[0]) * share;
        surface.green += (b[1] - a[1]) * share;
        surface.blue += (b[2] - a[2]) * share;
      },
    },
    look,
  );
}
