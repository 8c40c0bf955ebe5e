/** Linear light, 0 black to 1 white (emission may go beyond). */
export type Colour = readonly [red: number, green: number, blue: number];

/** One spot of a surface while it is painted: where it is, then what it looks like. */
export interface Surface {
  /** World position, metres. */
  x: number;
  y: number;
  z: number;
  u: number;
  v: number;
  /** Width of a pixel on the surface, metres: details finer than that must be averaged away. */
  footprint: number;
  /** Albedo. */
  red: number;
  green: number;
  blue: number;
  /** Strength of the mirror-like part, 0 to 1. */
  gloss: number;
  /** Own light, in multiples of the albedo. */
  emission: number;
  /** How much of a headlight's light comes straight back, in multiples of the albedo. */
  retro: number;
}

/** What a surface looks like. `paint` finds colour, gloss, emission and retro preset from the other fields. */
export interface Material {
  readonly colour: Colour;
  readonly gloss?: number;
  readonly emission?: number;
  readonly retro?: number;
  readonly paint?: (surface: Surface) => void;
  /** Holes: false where nothing is. Looked up while triangles are filled, so it must be cheap. */
  readonly solid?: (u: number, v: number) => boolean;
}
