import { z } from 'zod';
import { createRandom } from '../../../support/random/createRandom.ts';
import { defineOperation } from '../defineOperation.ts';
import { mapPixels } from '../mapPixels.ts';
import { drawFrom, rangeSchema, seedSchema } from '../range.ts';

const share = z.number().min(0).max(1);
/** Of a streak in front of a dark wall: the sky, refracted. */
const dropLevel = 215;
/** How far the directions of streaks differ, degrees. */
const scatter = 3;

/**
 * Rain between camera and scene: `drops` streaks for each 10,000 pixels, `length` times the image's height at most,
 * at `degrees` from the vertical, covering up to `opacity` of what is behind, in grey air (`haze`: share of it).
 */
export const rain = defineOperation({
  ranges: z.strictObject({
    drops: rangeSchema(0, 200),
    length: rangeSchema(0, 1),
    degrees: rangeSchema(-60, 60),
    opacity: rangeSchema(0, 1),
    haze: rangeSchema(0, 1),
  }),
  parameters: z.strictObject({
    drops: z.number().min(0).max(200),
    length: share,
    degrees: z.number().min(-90).max(90),
    opacity: share,
    haze: share,
    seed: seedSchema,
  }),
  sample: ({ drops, length, degrees, opacity, haze }, random) => ({
    drops: drawFrom(drops, random),
    length: drawFrom(length, random),
    degrees: drawFrom(degrees, random),
    opacity: drawFrom(opacity, random),
    haze: drawFrom(haze, random),
    seed: random.nextUint32(),
  }),
  apply(image, { drops, length, degrees, opacity, haze, seed }) {
    const { width, height } = image;
    const random = createRandom(seed);
    const cover = new Float32Array(width * height);
    const count = Math.round((drops * width * height) / 10_000);
    for (let drop = 0; drop < count; drop += 1) {
      const slant = ((degrees + drawFrom([-scatter, scatter], random)) * Math.PI) / 180;
      // Near drops are long and thin the view more than far ones.
      const nearness = 0.3 + 0.7 * random.float() ** 2;
      const steps = Math.max(1, Math.round(length * height * nearness));
      let x = random.float() * width * 1.4 - width * 0.2;
      let y = random.float() * (height + steps) - steps;
      for (let step = 0; step < steps; step += 1) {
        // Faint at both ends.
        const strength = opacity * nearness * Math.sin((Math.PI * (step + 0.5)) / steps);
        addCover(cover, width, height, x, Math.floor(y), strength);
        x += Math.sin(slant);
        y += Math.cos(slant);
      }
    }
    return mapPixels(image, (red, green, blue, result, pixel) => {
      const drop = cover[pixel] as number;
      const through = (1 - haze) * (1 - drop);
      const added = dropLevel * (drop + (1 - drop) * haze * 0.8);
      result[0] = red * through + added;
      result[1] = green * through + added;
      result[2] = blue * through + added;
    });
  },
});

/** Shared by the two pixels between which it is; covers never add up to more than all. */
function addCover(
  cover: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  strength: number,
) {
  if (y < 0 || y >= height) return;
  const left = Math.floor(x);
  for (const [column, share] of [
    [left, 1 - (x - left)],
    [left + 1, x - left],
  ] as const) {
    if (column < 0 || column >= width) continue;
    const index = y * width + column;
    cover[index] = 1 - (1 - (cover[index] as number)) * (1 - strength * share);
  }
}
