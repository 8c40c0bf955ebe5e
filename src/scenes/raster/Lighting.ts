import type { Colour } from '../materials/Material.ts';

/** A lamp: a street light, or a headlight when it has a direction. */
export interface Lamp {
  readonly position: readonly [number, number, number];
  /** Irradiance at one metre, along the axis. */
  readonly power: Colour;
  /** Unit vector of the axis and cosine of the half angle at which half the light is left. */
  readonly beam?: { readonly axis: readonly [number, number, number]; readonly halfCosine: number };
  /** Stands beside the eye, so that retro-reflective sheeting sends its light back to it. */
  readonly atEye?: boolean;
}

/** All light of a scene. */
export interface Lighting {
  /** Unit vector towards the sun (or the brightest part of a covered sky). */
  readonly sun: readonly [number, number, number];
  /** Irradiance by the sun. */
  readonly sunlight: Colour;
  /** Light from above and from the ground. */
  readonly skylight: Colour;
  readonly bounce: Colour;
  readonly lamps: readonly Lamp[];
  /** What distance adds: share lost per metre, and its colour. */
  readonly fog: { readonly density: number; readonly colour: Colour };
  /** Radius over which shadows fade, metres: 0.03 in clear sun, 0.6 under clouds. */
  readonly shadowBlur: number;
  /** Light of the sky in a direction, written to `out`. */
  readonly sky: (x: number, y: number, z: number, out: Float64Array) => void;
}
