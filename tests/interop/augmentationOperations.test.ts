import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { augmentationOperations } from '../../src/imaging/augmentation/augmentationOperations.ts';
import { gaussianNoise } from '../../src/imaging/augmentation/gaussianNoise.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { compareImages } from '../support/compareImages.ts';
import { drawTestImage } from '../support/drawTestImage.ts';
import { runPython } from './runPython.ts';

const python = process.env.ROADCREW_PYTHON_ML;
if (!python) console.warn('skipped: set ROADCREW_PYTHON_ML to a Python that has torch and numpy');

const random = createRandom('operations interop');
const full = [0.2, 1.9];
/** Wide ranges: what a pipeline would never draw has to be right too. */
const ranges = {
  rotation: [
    { degrees: [-180, 180], border: 'black' },
    { degrees: [-30, 30], border: 'edge' },
  ],
  affine: ['black', 'edge'].map((border) => ({
    degrees: [-90, 90],
    shear: [-30, 30],
    scale: [0.4, 3],
    across: [-0.3, 0.3],
    down: [-0.3, 0.3],
    border,
  })),
  perspective: ['black', 'edge'].map((border) => ({ distortion: [0, 0.6], border })),
  colourJitter: [
    { brightness: full, contrast: full, saturation: full, hue: [-0.5, 0.5] },
    { brightness: [1, 1], contrast: [1, 1], saturation: [0, 3], hue: [0, 0] },
  ],
  gaussianBlur: [{ sigma: [0.3, 6] }],
  motionBlur: [{ length: [1, 24], degrees: [-180, 180] }],
  fog: [{ density: [0, 4], horizon: [0, 1], air: [100, 255] }],
  noise: [{ sigma: [0, 60] }],
  horizontalFlip: [{}],
} as const;

const cases = Object.entries(ranges).flatMap(([name, variants]) =>
  variants.flatMap((variant) =>
    [0, 1, 2, 3].map((repeat) => {
      const operation = name as keyof typeof ranges;
      const image = drawTestImage(60 + 37 * repeat, 90 - 14 * repeat, `${name} ${repeat}`);
      return { operation, image, parameters: augmentationOperations[operation].sampleFrom(variant, random) };
    }),
  ),
);

describe.skipIf(!python)('augmentation operations against torch and NumPy', () => {
  it('give the same pixels', async () => {
    const request = cases.map(({ operation, image: { width, height, data }, parameters }) => {
      const { seed, ...sent }: Record<string, unknown> = { ...parameters };
      if (typeof seed === 'number') {
        const grain = gaussianNoise(data.length, createRandom(seed));
        sent.grain = Buffer.from(grain.buffer).toString('base64');
      }
      return { width, height, data: Buffer.from(data).toString('base64'), operation, parameters: sent };
    });
    const answers = z
      .array(z.base64())
      .parse(await runPython(python ?? '', 'augmentation_reference.py', request));
    expect(answers).toHaveLength(cases.length);
    for (const [index, answer] of answers.entries()) {
      const { operation, image, parameters } = cases[index] ?? expect.unreachable('too many answers');
      const ours = await augmentationOperations[operation].applyTo(image, parameters);
      const data = new Uint8Array(Buffer.from(answer, 'base64'));
      const { maximum, mean } = compareImages(ours, { ...image, data });
      if (process.env.ROADCREW_REPORT === '1') {
        console.log(`${operation}: maximum ${maximum}, mean ${mean.toFixed(6)}`);
      }
      // Both calculate in double precision: only halves may round apart.
      expect(maximum, `${operation} ${JSON.stringify(parameters)}`).toBeLessThanOrEqual(1);
      expect(mean, operation).toBeLessThan(0.002);
    }
  });
});
