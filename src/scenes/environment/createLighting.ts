import type { Colour } from '../materials/Material.ts';
import type { Lamp, Lighting } from '../raster/Lighting.ts';
import type { SceneDescription } from '../SceneDescription.ts';
import { createSky, skyColours } from './createSky.ts';
import { edgeOf } from './Road.ts';
import { lampHead } from './streetLamp.ts';

const lightOf = {
  day: {
    clear: { sun: [1.55, 1.42, 1.22], sky: [0.3, 0.37, 0.5], blur: 0.03 },
    cloudy: { sun: [0.3, 0.3, 0.3], sky: [0.66, 0.68, 0.72], blur: 0.7 },
    rain: { sun: [0.1, 0.1, 0.1], sky: [0.44, 0.45, 0.48], blur: 0.9 },
    fog: { sun: [0.12, 0.12, 0.12], sky: [0.62, 0.63, 0.65], blur: 0.9 },
  },
  dusk: {
    clear: { sun: [0.5, 0.28, 0.14], sky: [0.2, 0.2, 0.28], blur: 0.1 },
    cloudy: { sun: [0.05, 0.04, 0.04], sky: [0.2, 0.2, 0.25], blur: 0.9 },
    rain: { sun: [0.03, 0.03, 0.03], sky: [0.14, 0.14, 0.18], blur: 0.9 },
    fog: { sun: [0.03, 0.03, 0.03], sky: [0.2, 0.2, 0.23], blur: 0.9 },
  },
  night: {
    clear: { sun: [0.006, 0.007, 0.01], sky: [0.012, 0.013, 0.02], blur: 0.4 },
    cloudy: { sun: [0, 0, 0], sky: [0.014, 0.013, 0.014], blur: 0.9 },
    rain: { sun: [0, 0, 0], sky: [0.012, 0.011, 0.013], blur: 0.9 },
    fog: { sun: [0, 0, 0], sky: [0.016, 0.015, 0.016], blur: 0.9 },
  },
} as const;

/** Fog: share of light lost per metre. */
const density = { clear: 0.0006, cloudy: 0.0009, rain: 0.006, fog: 0.022 } as const;

/** Sun, sky, street lamps and, in the dark, the headlights of the car that carries the camera. */
export function createLighting(description: SceneDescription): Lighting {
  const { conditions, surroundings } = description;
  const { timeOfDay, weather, sunAzimuth, sunElevation } = conditions;
  const base = lightOf[timeOfDay][weather];
  // Diffuse light comes from above: its shadows are the dark under things.
  const elevation = base.blur > 0.5 ? 1.45 : sunElevation;
  const sun = [
    Math.cos(elevation) * Math.sin(sunAzimuth),
    Math.sin(elevation),
    Math.cos(elevation) * Math.cos(sunAzimuth),
  ] as const;
  const { horizon } = skyColours(conditions);
  const bounced = timeOfDay === 'night' ? 0.3 : 0.36;
  return {
    sun,
    sunlight: base.sun,
    skylight: base.sky,
    bounce: base.sky.map(
      (c, index) => c * bounced + base.sun[index as 0] * sun[1] * 0.12,
    ) as unknown as Colour,
    lamps: timeOfDay === 'day' ? [] : lampsOf(description),
    fog: { density: density[weather], colour: horizon.map((c) => c * 0.95) as unknown as Colour },
    shadowBlur: base.blur,
    sky: createSky(conditions, surroundings, sun),
  };
}

function lampsOf({ conditions, camera, road, surroundings }: SceneDescription): Lamp[] {
  const lamps: Lamp[] = [];
  const night = conditions.timeOfDay === 'night';
  if (surroundings.streetLamps) {
    const x = edgeOf(road, 1) + 0.5;
    for (let k = 0; k < 4; k += 1) {
      lamps.push({
        position: lampHead(road, k % 2 === 0 ? x : edgeOf(road, -1) - 0.5, 9 + k * 14),
        power: night ? [9, 6.6, 3.6] : [4, 3, 1.8],
      });
    }
  }
  const [ex, ey, ez] = camera.eye;
  if (camera.profile === 'dashcam' || night) {
    for (const side of [-0.6, 0.6]) {
      const axis = [Math.sin(camera.yaw) + side * 0.03, -0.05, Math.cos(camera.yaw)] as const;
      lamps.push({
        position: [ex + side, Math.max(0.6, ey - 0.6), ez + (camera.profile === 'dashcam' ? 1.2 : 0)],
        power: night ? [26, 25, 22] : [6, 5.8, 5.2],
        beam: { axis, halfCosine: Math.cos(0.24) },
        atEye: true,
      });
    }
  }
  return lamps;
}
