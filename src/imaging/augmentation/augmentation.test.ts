import { describe, expect, it } from 'vitest';
import { drawTestImage } from '../../../tests/support/drawTestImage.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { measureQuality } from '../quality/measureQuality.ts';
import type { RgbImage } from '../RgbImage.ts';
import { applyAugmentations } from './applyAugmentations.ts';
import { augmentationOperations } from './augmentationOperations.ts';
import {
  type AugmentationPipeline,
  augmentationDrawsSchema,
  augmentationPipelineSchema,
} from './augmentationPipeline.ts';
import { augmentationStrategies } from './augmentationStrategies.ts';
import { sampleAugmentations } from './sampleAugmentations.ts';

// What the operations with a formula do to pixels is held against torch in tests/interop/augmentationOperations.test.ts.
const { crop, fog, jpegCompression, motionBlur, night, rain, rotation, shadow } = augmentationOperations;
const scene = drawTestImage(120, 80, 'augmentation');
const grey: RgbImage = { width: 60, height: 40, data: new Uint8Array(60 * 40 * 3).fill(120) };
const mean = ({ data }: RgbImage) => data.reduce((sum, value) => sum + value, 0) / data.length;
const everything: AugmentationPipeline = Object.values(augmentationStrategies)
  .flat()
  .map((step) => ({ ...step, probability: 1 }));

describe('a pipeline', () => {
  it('knows all operations', () => {
    const used = everything.map(({ operation }) => operation);
    expect([...used].sort()).toEqual(Object.keys(augmentationOperations));
  });

  it('replays from its seed, and from what was drawn, after a way through JSON', async () => {
    const draws = sampleAugmentations(everything, createRandom('replay'));
    expect(sampleAugmentations(everything, createRandom('replay'))).toEqual(draws);
    expect(draws).toHaveLength(everything.length);
    const first = await applyAugmentations(scene, draws);
    const kept = augmentationDrawsSchema.parse(JSON.parse(JSON.stringify(draws)));
    expect(await applyAugmentations(scene, kept)).toEqual(first);
  });

  it('does every step as often as it says, and leaves the others alone', () => {
    const counts = new Map<string, number>();
    const random = createRandom('often');
    for (let image = 0; image < 1000; image += 1) {
      for (const { operation } of sampleAugmentations(
        augmentationStrategies.adversarial,
        random.fork(`${image}`),
      )) {
        counts.set(operation, (counts.get(operation) ?? 0) + 1);
      }
    }
    for (const { operation, probability } of augmentationStrategies.adversarial) {
      // Five standard deviations.
      const allowed = 5 * Math.sqrt(1000 * probability * (1 - probability));
      expect(Math.abs((counts.get(operation) ?? 0) - 1000 * probability)).toBeLessThan(allowed);
    }
    const [first, ...others] = everything;
    const never = first === undefined ? [] : [{ ...first, probability: 0 }, ...others];
    expect(sampleAugmentations(never, createRandom(1))).toEqual(
      sampleAugmentations(everything, createRandom(1)).slice(1),
    );
  });

  it('refuses what it does not know', () => {
    const refused = [
      [{ operation: 'sharpen', probability: 1, ranges: {} }],
      [{ operation: 'noise', probability: 1.5, ranges: { sigma: [1, 2] } }],
      [{ operation: 'noise', probability: 1, ranges: { sigma: [2, 1] } }],
      [{ operation: 'noise', probability: 1, ranges: { sigma: [1, 2], extra: 1 } }],
    ];
    for (const pipeline of refused)
      expect(augmentationPipelineSchema.safeParse(pipeline).success).toBe(false);
    for (const pipeline of Object.values(augmentationStrategies)) {
      expect(augmentationPipelineSchema.parse(pipeline)).toEqual(pipeline);
    }
  });

  it('refuses parameters of another operation', async () => {
    await expect(
      applyAugmentations(scene, [{ operation: 'noise', parameters: { degrees: 3 } }]),
    ).rejects.toThrow();
  });
});

describe('every operation', () => {
  const draws = sampleAugmentations(everything, createRandom('every'));

  it.each(draws)('$operation leaves its input as it was and gives whole images', async (draw) => {
    for (const image of [scene, { width: 1, height: 1, data: Uint8Array.of(9, 99, 199) }]) {
      const before = Uint8Array.from(image.data);
      const { width, height, data } = await applyAugmentations(image, [draw]);
      expect(image.data).toEqual(before);
      expect(data).toBeInstanceOf(Uint8Array);
      expect(data).toHaveLength(width * height * 3);
    }
  });

  it.each(draws)('$operation changes the picture', async (draw) => {
    const { width, height, data } = await applyAugmentations(scene, [draw]);
    const same = width === 120 && height === 80 && Buffer.from(data).equals(Buffer.from(scene.data));
    expect(same).toBe(false);
  });
});

describe('operations', () => {
  it('crop takes the share and the place it was given', async () => {
    const parameters = { area: 0.25, aspect: 1, across: 1, down: 0, keepSize: false };
    const part = await crop.apply(scene, parameters);
    expect(part).toMatchObject({ width: 60, height: 40 });
    expect([...part.data.slice(0, 3)]).toEqual([...scene.data.slice(60 * 3, 61 * 3)]);
    const stretched = await crop.apply(scene, { ...parameters, keepSize: true });
    expect(stretched).toMatchObject({ width: 120, height: 80 });
    const wide = crop.sample({ area: [0.3, 0.3], aspect: [0.5, 2], keepSize: true }, createRandom(1));
    expect(wide.aspect).toBeGreaterThan(0.5);
    expect(wide.aspect).toBeLessThan(2);
  });

  it('rotation leaves black corners, or repeats the border', async () => {
    const black = await rotation.apply(grey, { degrees: 30, border: 'black' });
    const edge = await rotation.apply(grey, { degrees: 30, border: 'edge' });
    expect([black.data[0], edge.data[0]]).toEqual([0, 120]);
  });

  it('motion blur keeps brightness, and lines along its way', async () => {
    const stripes = {
      width: 40,
      height: 40,
      data: Uint8Array.from({ length: 4800 }, (_, i) => (Math.floor(i / 120) % 8 < 4 ? 40 : 200)),
    };
    const along = await motionBlur.apply(stripes, { length: 15, degrees: 0 });
    expect(along.data).toEqual(stripes.data);
    const across = await motionBlur.apply(stripes, { length: 17, degrees: 90 });
    // Away from the mirrored border: two periods of 8 rows leave no stripe.
    const middle = across.data.subarray(12 * 120, 28 * 120);
    expect(Math.max(...middle) - Math.min(...middle)).toBeLessThan(12);
    expect(Math.abs(mean(across) - 120)).toBeLessThan(6);
  });

  it('JPEG loses more at a lower quality', async () => {
    const loss = async (quality: number) => {
      const { data } = await jpegCompression.apply(scene, { quality });
      return data.reduce((sum, value, index) => sum + Math.abs(value - (scene.data[index] ?? 0)), 0);
    };
    expect(await loss(10)).toBeGreaterThan(1.3 * (await loss(90)));
  });

  it('fog is thickest at the horizon and pulls towards the air', async () => {
    const foggy = await fog.apply(grey, { density: 1, horizon: 0.5, air: 220 });
    const row = (y: number) => foggy.data[y * 60 * 3] ?? 0;
    expect(row(10)).toBe(Math.round(120 * Math.exp(-1) + 220 * (1 - Math.exp(-1))));
    expect(row(39)).toBeLessThan(row(25));
    expect(row(39)).toBeGreaterThan(120);
    expect((await fog.apply(grey, { density: 0, horizon: 0.5, air: 220 })).data).toEqual(grey.data);
  });

  it('rain leaves a dry picture alone and adds light streaks otherwise', async () => {
    const dry = { drops: 0, length: 0.2, degrees: 0, opacity: 0.5, haze: 0, seed: 7 };
    expect((await rain.apply(grey, dry)).data).toEqual(grey.data);
    const wet = await rain.apply(grey, { ...dry, drops: 60 });
    expect(Math.min(...wet.data)).toBe(120);
    expect(Math.max(...wet.data)).toBeGreaterThan(140);
    expect((await rain.apply(grey, { ...dry, drops: 60, seed: 8 })).data).not.toEqual(wet.data);
  });

  it('a shadow lies where it is put', async () => {
    const parameters = { darkness: 0.5, width: 0.2, softness: 0.01, degrees: 90, offset: 0 };
    const shaded = await shadow.apply(grey, parameters);
    const column = (x: number) => shaded.data[(20 * 60 + x) * 3];
    expect([column(5), column(30), column(55)]).toEqual([120, 60, 120]);
  });

  it('night is dark', async () => {
    const dark = await night.apply(grey, { gain: 0.4, gamma: 1, fade: 0, noise: 0, seed: 1 });
    expect(dark.data[0]).toBe(48);
    const grainy = await night.apply(grey, { gain: 0.4, gamma: 1.5, fade: 0.5, noise: 6, seed: 1 });
    expect(mean(grainy)).toBeLessThan(48);
    expect(measureQuality(grainy).noise).toBeGreaterThan(2);
  });
});
