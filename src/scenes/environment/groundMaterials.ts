import { colour } from '../materials/colour.ts';
import type { Material } from '../materials/Material.ts';
import { fractalNoise, latticeNoise } from '../materials/noise.ts';
import { wave } from '../materials/stripes.ts';

/** Grass, dry or green, with bare spots. Texture in metres. */
export function grass(hex: string, seed: number): Material {
  const earth = colour('6e5c42');
  return {
    colour: colour(hex),
    paint(surface) {
      const { u, v, footprint } = surface;
      const tuft = fractalNoise(u, v, seed, 0.35, 3, footprint);
      const field = fractalNoise(u, v * 0.6, seed + 8, 9, 3, footprint);
      const bare = Math.min(1, Math.max(0, (field - 0.62) * 6));
      const keep = 0.35 + 0.75 * tuft + 0.55 * field;
      surface.red = (surface.red * (1 - bare) + earth[0] * bare) * keep;
      surface.green = (surface.green * (1 - bare) + earth[1] * bare) * keep;
      surface.blue = (surface.blue * (1 - bare) + earth[2] * bare) * keep;
    },
  };
}

/** Slabs with joints. */
export function paving(hex: string, slab: number, seed: number, wet: boolean): Material {
  return {
    colour: colour(hex),
    gloss: wet ? 0.4 : 0,
    paint(surface) {
      const { u, v, footprint } = surface;
      const tone = latticeNoise(Math.floor(u / slab), Math.floor(v / slab), seed);
      const detail = footprint < slab ? 1 - footprint / slab : 0;
      const dirt = fractalNoise(u, v, seed + 3, 1.5, 4, footprint);
      const joint = Math.max(edge(u, slab, footprint), edge(v, slab, footprint)) * detail;
      const keep = (0.7 + 0.5 * dirt + (tone - 0.5) * 0.14 * detail) * (1 - 0.35 * joint) * (wet ? 0.65 : 1);
      surface.red *= keep;
      surface.green *= keep;
      surface.blue *= keep;
    },
  };
}

const edge = (x: number, slab: number, footprint: number): number => {
  const off = Math.abs(x / slab - Math.round(x / slab)) * slab;
  return Math.min(1, Math.max(0, (0.015 + footprint / 2 - off) / Math.max(footprint, 0.01)));
};

/** Kerb stones; painted ones alternate between red and white along the road. */
export function kerb(painted: boolean, seed: number): Material {
  const stone = colour('a19d95');
  const red = colour('b5302c');
  const white = colour('d8d6d0');
  return {
    colour: stone,
    paint(surface) {
      const { v, footprint } = surface;
      const dirt = 0.7 + 0.5 * fractalNoise(v, surface.y * 4, seed, 0.8, 3, footprint);
      const share = painted ? wave(v, 2, footprint) : 0;
      for (const [channel, index] of [
        ['red', 0],
        ['green', 1],
        ['blue', 2],
      ] as const) {
        const own = painted
          ? (red[index] as number) * share + (white[index] as number) * (1 - share)
          : stone[index];
        surface[channel] = (own as number) * dirt;
      }
    },
  };
}

/** Gravel, sand or bare soil. */
export function soil(hex: string, seed: number): Material {
  return {
    colour: colour(hex),
    paint(surface) {
      const { u, v, footprint } = surface;
      const keep =
        0.3 +
        0.7 * fractalNoise(u, v, seed, 0.15, 3, footprint) +
        0.6 * fractalNoise(u, v, seed + 5, 4, 3, footprint);
      surface.red *= keep;
      surface.green *= keep;
      surface.blue *= keep;
    },
  };
}
