import type { RgbImage } from '../../imaging/RgbImage.ts';
import type { Random } from '../../support/random/Random.ts';
import { latticeNoise } from '../materials/noise.ts';
import type { ShadedImage } from '../raster/shadeFrame.ts';
import type { CameraLook, Conditions } from '../SceneDescription.ts';
import { addGlow } from './addGlow.ts';
import { blurLight } from './blurLight.ts';
import { distort } from './distortion.ts';
import { toByte } from './toBytes.ts';

/** From light to a picture: glow, distortion, blur, rain, exposure, vignette, tones, noise. */
export function applyLens(
  shaded: ShadedImage,
  look: CameraLook,
  conditions: Conditions,
  random: Random,
): RgbImage {
  const { width, height } = shaded;
  addGlow(shaded.light, width, height, look.bloom / look.exposure);
  let light = resample(shaded.light, width, height, look.distortion);
  light = blurLight(light, width, height, look.blur * width, 0);
  light = blurLight(light, width, height, look.shake * width, 1);
  if (conditions.weather === 'rain')
    addRain(light, width, height, random, conditions.timeOfDay === 'night' ? 0.05 : 0.3);
  const data = new Uint8Array(width * height * 3);
  const seed = random.nextUint32();
  const warm = [look.warmth, 1, 1 / look.warmth] as const;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const nx = (x + 0.5) / width - 0.5;
      const ny = (y + 0.5) / width - (0.5 * height) / width;
      const gain = look.exposure * (1 - look.vignette * 2.2 * (nx * nx + ny * ny));
      const r = (light[at] as number) * gain * warm[0];
      const g = (light[at + 1] as number) * gain * warm[1];
      const b = (light[at + 2] as number) * gain * warm[2];
      const grey = 0.25 * r + 0.65 * g + 0.1 * b;
      for (let c = 0; c < 3; c += 1) {
        const own = c === 0 ? r : c === 1 ? g : b;
        const byte = toByte(Math.max(0, grey + (own - grey) * look.saturation));
        const grain = bell(x * 3 + c, y, seed);
        const tone = 118 + (byte - 118) * look.contrast;
        data[at + c] = Math.max(0, Math.min(255, Math.round(tone + grain * look.noise * 2.45)));
      }
    }
  }
  return { width, height, data };
}

/** Noise about 0 of standard deviation 0.41: two uniform halves of one draw have the bell shape that is needed here. */
function bell(x: number, y: number, seed: number): number {
  const draw = latticeNoise(x, y, seed) * 65536;
  const whole = Math.floor(draw);
  return whole / 65536 + (draw - whole) - 1;
}

function resample(light: Float32Array, width: number, height: number, strength: number): Float32Array {
  if (strength === 0) return light;
  const out = new Float32Array(light.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [sx, sy] = distort(x + 0.5, y + 0.5, width, height, strength);
      const px = Math.min(width - 1.001, Math.max(0, sx - 0.5));
      const py = Math.min(height - 1.001, Math.max(0, sy - 0.5));
      const x0 = Math.floor(px);
      const y0 = Math.floor(py);
      const fx = px - x0;
      const fy = py - y0;
      const a = (y0 * width + x0) * 3;
      const b = a + (x0 + 1 < width ? 3 : 0);
      const c = a + (y0 + 1 < height ? width * 3 : 0);
      const d = c + (b - a);
      for (let k = 0; k < 3; k += 1) {
        const top = (light[a + k] as number) * (1 - fx) + (light[b + k] as number) * fx;
        const low = (light[c + k] as number) * (1 - fx) + (light[d + k] as number) * fx;
        out[(y * width + x) * 3 + k] = top * (1 - fy) + low * fy;
      }
    }
  }
  return out;
}

/** Streaks of falling drops. */
function addRain(light: Float32Array, width: number, height: number, random: Random, strength: number): void {
  const streaks = Math.round(width * height * 0.0012);
  const slant = random.float() * 0.5 - 0.25;
  for (let k = 0; k < streaks; k += 1) {
    const length = height * (0.01 + 0.05 * random.float());
    const x0 = random.float() * width;
    const y0 = random.float() * height;
    const weight = strength * (0.1 + 0.35 * random.float());
    for (let step = 0; step < length; step += 1) {
      const x = Math.floor(x0 + slant * step);
      const y = Math.floor(y0 + step);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      for (let c = 0; c < 3; c += 1) {
        const at = (y * width + x) * 3 + c;
        light[at] = (light[at] as number) * (1 - weight * 0.4) + weight * 0.5;
      }
    }
  }
}
