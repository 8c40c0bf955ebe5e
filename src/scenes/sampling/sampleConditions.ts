import type { Random } from '../../support/random/Random.ts';
import { between, chance } from '../devices/pick.ts';
import type { CameraLook, CameraPose, Conditions } from '../SceneDescription.ts';

/** Four of five scenes are by day; half of them in clear weather. */
export function sampleConditions(random: Random): Conditions {
  const hour = random.float();
  const timeOfDay = hour < 0.8 ? 'day' : hour < 0.9 ? 'dusk' : 'night';
  const sky = random.float();
  const weather = sky < 0.55 ? 'clear' : sky < 0.88 ? 'cloudy' : sky < 0.95 ? 'rain' : 'fog';
  return {
    timeOfDay,
    weather,
    sunAzimuth: between(random, -Math.PI, Math.PI),
    sunElevation: timeOfDay === 'day' ? between(random, 0.35, 1.2) : between(random, 0.05, 0.16),
  };
}

/** Dashcams distort and blur, telephones do not; night makes noise. */
export function sampleLook(
  random: Random,
  profile: CameraPose['profile'],
  conditions: Conditions,
): CameraLook {
  const rough = profile === 'dashcam';
  const dark = conditions.timeOfDay === 'night';
  return {
    distortion: rough || chance(random, 0.3) ? between(random, 0, 0.18) : 0,
    vignette: between(random, 0, rough ? 0.5 : 0.25),
    exposure: (dark ? 2.6 : conditions.timeOfDay === 'dusk' ? 1.7 : 1) * between(random, 0.78, 1.25),
    noise: between(random, 0.3, dark ? 7 : 3),
    blur: chance(random, 0.25) ? between(random, 0, 0.0012) : 0,
    shake: rough && chance(random, 0.15) ? between(random, 0.0005, 0.0035) : 0,
    contrast: between(random, 0.88, 1.2),
    saturation: between(random, 0.65, 1.15),
    warmth: between(random, 0.92, 1.08),
    bloom: dark ? 0.25 : 0.06,
  };
}
