import type { Colour } from '../materials/Material.ts';
import { fractalNoise, smoothNoise } from '../materials/noise.ts';
import type { Conditions, Surroundings } from '../SceneDescription.ts';

interface SkyColours {
  readonly zenith: Colour;
  readonly horizon: Colour;
  readonly cloud: Colour;
  /** Share of the sky under clouds. */
  readonly cover: number;
}

/** Colours of the sky for a time and a weather; linear, where 1 is a white sheet in the sun. */
export function skyColours({ timeOfDay, weather }: Conditions): SkyColours {
  if (timeOfDay === 'night') {
    return {
      zenith: [0.006, 0.008, 0.016],
      horizon: [0.035, 0.028, 0.022],
      cloud: [0.02, 0.018, 0.016],
      cover: 0.4,
    };
  }
  if (timeOfDay === 'dusk') {
    return weather === 'clear'
      ? { zenith: [0.1, 0.15, 0.3], horizon: [0.62, 0.38, 0.25], cloud: [0.5, 0.26, 0.2], cover: 0.35 }
      : { zenith: [0.15, 0.17, 0.24], horizon: [0.3, 0.28, 0.28], cloud: [0.2, 0.2, 0.24], cover: 0.8 };
  }
  if (weather === 'clear') {
    return { zenith: [0.1, 0.25, 0.62], horizon: [0.55, 0.7, 0.86], cloud: [0.95, 0.95, 0.96], cover: 0.3 };
  }
  if (weather === 'cloudy') {
    return { zenith: [0.5, 0.55, 0.62], horizon: [0.74, 0.76, 0.79], cloud: [0.82, 0.83, 0.85], cover: 0.75 };
  }
  const grey = weather === 'fog' ? 0.68 : 0.42;
  return {
    zenith: [grey, grey * 1.02, grey * 1.05],
    horizon: [grey, grey * 1.01, grey * 1.03],
    cloud: [grey * 0.85, grey * 0.86, grey * 0.88],
    cover: 0.5,
  };
}

/** The sky with clouds and hills: light from a direction, written to `out`. */
export function createSky(
  conditions: Conditions,
  surroundings: Surroundings,
  sun: readonly [number, number, number],
): (x: number, y: number, z: number, out: Float64Array) => void {
  const { zenith, horizon, cloud, cover } = skyColours(conditions);
  const seed = surroundings.seed % 100_000;
  const hillTone = conditions.timeOfDay === 'night' ? 0.004 : surroundings.season === 'green' ? 0.09 : 0.12;
  const glow =
    conditions.timeOfDay === 'dusk'
      ? 0.7
      : conditions.weather === 'clear' && conditions.timeOfDay === 'day'
        ? 0.35
        : 0;
  return (x, y, z, out) => {
    const up = Math.max(0, y);
    const fade = 1 - (1 - Math.min(1, up * 1.6)) ** 2.2;
    const thick = 1 / (up + 0.12);
    const drift = fractalNoise(x * thick, z * thick, seed, 1.1, 4, 0.02);
    const share = Math.min(1, Math.max(0, (drift - 0.75 + cover * 0.5) * 4)) * Math.min(1, up * 9);
    const shade = 0.8 + 0.4 * smoothNoise(x * thick * 1.7, z * thick * 1.7, seed + 9);
    const near = Math.max(0, x * sun[0] + y * sun[1] + z * sun[2]);
    const bright = glow * (near ** 40 * 1.5 + near ** 6 * 0.35);
    for (let c = 0; c < 3; c += 1) {
      const base = (horizon[c] as number) * (1 - fade) + (zenith[c] as number) * fade;
      out[c] = base + ((cloud[c] as number) * shade - base) * share + bright * (1 - c * 0.22);
    }
    // Hills stand along the horizon; far ones are the colour of the air.
    const around = Math.atan2(x, z) * 6;
    const rough = fractalNoise(around, 0, seed + 20, 2.2, 5, 0.01);
    const top = surroundings.hills * (rough * 1.5 - 0.2) + 0.004;
    if (y < top) {
      const haze = 0.35 + 0.3 * smoothNoise(around, 3, seed);
      for (let c = 0; c < 3; c += 1) {
        const own = hillTone * (c === 1 ? 1.15 : 0.8);
        out[c] = own * (1 - haze) + (horizon[c] as number) * haze;
      }
    }
  };
}
