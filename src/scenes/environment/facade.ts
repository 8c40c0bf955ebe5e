import { colour } from '../materials/colour.ts';
import type { Material } from '../materials/Material.ts';
import { fractalNoise, latticeNoise } from '../materials/noise.ts';

export interface FacadeLook {
  readonly wall: string;
  readonly kind: 'brick' | 'plaster' | 'concrete' | 'glass' | 'siding';
  readonly bay: number;
  readonly floor: number;
  /** Share of a bay and of a floor that a window takes. */
  readonly window: readonly [width: number, height: number];
  /** The ground floor has shop windows. */
  readonly shops: boolean;
  /** Share of windows with light in them, and how bright. */
  readonly lit: number;
  readonly glow: number;
  readonly seed: number;
}

/** A house front whose texture runs in metres from its lower left corner. */
export function facade(look: FacadeLook): Material {
  const wall = colour(look.wall);
  const frame = colour(latticeNoise(1, 1, look.seed) < 0.5 ? 'e6e2d8' : '4a443c');
  return {
    colour: wall,
    paint(surface) {
      const { u, v, footprint } = surface;
      const dirt = fractalNoise(u, v * 0.4, look.seed, 2.5, 4, footprint);
      let keep = 0.72 + 0.45 * dirt;
      keep *= 1 - 0.15 * Math.max(0, 1 - v / 0.8);
      if (look.kind === 'brick') keep *= brick(u, v, footprint, look.seed);
      if (look.kind === 'siding' && footprint < 0.2) keep *= 0.86 + 0.2 * ((v / 0.2) % 1);
      if (look.kind === 'concrete' && footprint < 0.4 && v % look.floor < 0.05) keep *= 0.7;
      surface.red *= keep;
      surface.green *= keep;
      surface.blue *= keep;
      const shop = look.shops && v < look.floor;
      const bay = shop ? look.bay * 1.5 : look.bay;
      const column = Math.floor(u / bay);
      const row = Math.floor(v / look.floor);
      const [w, h] = shop ? [0.86, 0.68] : look.window;
      const x = Math.abs(u / bay - column - 0.5) * bay;
      const centre = shop ? 0.42 : 0.55;
      const y = Math.abs(v / look.floor - row - centre) * look.floor;
      const halfWidth = (w * bay) / 2;
      const halfHeight = (h * look.floor) / 2;
      const soft = Math.max(footprint, 0.01);
      const inside = clamp((halfWidth - x) / soft + 0.5) * clamp((halfHeight - y) / soft + 0.5);
      if (shop && v > look.floor * 0.8) sign(surface, column, look.seed);
      if (inside <= 0) return;
      const rim = Math.min(halfWidth - x, halfHeight - y);
      const bar = shop ? 1 : Math.abs(x - 0) / 0.04;
      const framed = clamp(1 - (rim - 0.07) / soft) + (footprint < 0.15 ? clamp(1.5 - bar) : 0);
      const dice = latticeNoise(column, row, look.seed + 2);
      const curtain = dice > 0.7 ? 0.3 : 0.05 + 0.07 * dice;
      const isLit = latticeNoise(column, row, look.seed + 4) < look.lit;
      const pane = Math.min(1, framed);
      surface.red = mix(surface.red, mix(curtain * 0.9, frame[0], pane), inside);
      surface.green = mix(surface.green, mix(curtain, frame[1], pane), inside);
      surface.blue = mix(surface.blue, mix(curtain * 1.1, frame[2], pane), inside);
      surface.gloss = 0.75 * inside * (1 - pane);
      if (isLit && look.glow > 0) {
        const warm = inside * (1 - pane) * (0.5 + dice);
        surface.red = mix(surface.red, 0.9, warm);
        surface.green = mix(surface.green, 0.66, warm);
        surface.blue = mix(surface.blue, 0.36, warm);
        surface.emission = look.glow * warm;
      }
    },
  };
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

function brick(u: number, v: number, footprint: number, seed: number): number {
  const row = Math.floor(v / 0.09);
  const shift = (row & 1) * 0.12;
  const tone = latticeNoise(Math.floor((u + shift) / 0.24), row, seed) - 0.5;
  const detail = clamp(1 - footprint / 0.2);
  const joint = v / 0.09 - row < 0.15 || ((u + shift) / 0.24) % 1 < 0.06 ? 0.2 : 0;
  return 1 + detail * (0.3 * tone + (footprint < 0.05 ? joint : 0));
}

/** The board over a shop window. */
function sign(surface: Parameters<NonNullable<Material['paint']>>[0], column: number, seed: number): void {
  const hue = latticeNoise(column, 77, seed);
  const board = colour(
    (['7a1f1f', '1f3a5a', '2a4a34', 'e8641c', 'd8b02a', '2a2a2c', 'e8e4d8', 'c02a24'] as const)[
      Math.floor(hue * 8)
    ] ?? '2a2a2c',
  );
  [surface.red, surface.green, surface.blue] = board;
}
