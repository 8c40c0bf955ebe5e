import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeImage } from '../../src/imaging/decodeImage.ts';
import { preprocess } from '../../src/imaging/preprocess.ts';
import type { PreprocessingProfile } from '../../src/imaging/preprocessingProfile.ts';
import type { RgbImage } from '../../src/imaging/RgbImage.ts';
import { resize } from '../../src/imaging/resize.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { runPython } from './runPython.ts';

const Reference = z.object({
  versions: z.record(z.string(), z.string()),
  resized: z.array(z.object({ pillow: z.base64(), torch: z.base64().optional() })),
  preprocessed: z.array(z.base64()),
  decoded: z.array(
    z.object({
      name: z.string(),
      file: z.base64(),
      width: z.number(),
      height: z.number(),
      data: z.base64(),
    }),
  ),
});

const random = createRandom('imaging interop');

/** Smooth shapes, hard edges and noise: what a street has, and what shows a wrong weight. */
const picture = (width: number, height: number, noise: number): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  const phases = [random.float(), random.float(), random.float()].map((phase) => phase * 6);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const edge = (column >> 3) % 5 === (row >> 4) % 5 ? 90 : 0;
      for (const [channel, phase] of phases.entries()) {
        const wave = 110 + 80 * Math.sin(column / 17 + phase) * Math.cos(row / 23 - phase);
        const grain = noise === 0 ? 0 : random.int(-noise, noise);
        data[(row * width + column) * 3 + channel] = Math.max(0, Math.min(255, wave + edge + grain));
      }
    }
  }
  return { width, height, data };
};
const forPython = ({ width, height, data }: RgbImage) => ({
  width,
  height,
  data: Buffer.from(data).toString('base64'),
});

/** From width and height to width and height. */
const sizes: readonly (readonly [number, number, number, number])[] = [
  [640, 480, 224, 224],
  [641, 479, 223, 97],
  [320, 180, 398, 224],
  [97, 101, 256, 512],
  [224, 224, 224, 224],
  [224, 224, 112, 224],
  [224, 224, 224, 300],
  [1, 1, 7, 5],
  [2, 300, 300, 2],
  [1000, 3, 3, 40],
  [3, 700, 200, 1],
  [255, 1, 1, 1],
  [500, 333, 499, 334],
  // Around the line beyond which Pillow 13 does the columns first.
  [100, 150, 50, 49],
  [100, 150, 50, 50],
  [120, 400, 300, 100],
];
const interpolations = ['nearest', 'bilinear', 'bicubic'] as const;
/** A kind of picture for each size, in turn; the last has all values, and bicubic overshoots beyond them. */
const kinds = ['smooth', 'grainy', 'extreme'] as const;
const resizeCases = sizes.flatMap(([fromWidth, fromHeight, width, height], index) => {
  const kind = kinds[index % 3] ?? 'smooth';
  const full = picture(fromWidth, fromHeight, { smooth: 0, grainy: 30, extreme: 255 }[kind]);
  const image = kind === 'extreme' ? full : { ...full, data: full.data.map((value) => 64 + value / 2) };
  return interpolations.map((interpolation) => ({ image, width, height, interpolation, kind }));
});

const profile: PreprocessingProfile = {
  width: 224,
  height: 224,
  fit: 'crop',
  trimBorders: false,
  interpolation: 'bilinear',
  padding: [0, 0, 0],
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  order: 'rgb',
};
const profiles: PreprocessingProfile[] = [
  profile,
  { ...profile, width: 96, height: 64, interpolation: 'bicubic' },
  { ...profile, fit: 'letterbox', padding: [124, 116, 104] },
  { ...profile, fit: 'letterbox', width: 64, height: 160, order: 'bgr' },
  { ...profile, fit: 'stretch', width: 256, height: 256, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
];
const preprocessCases = [
  picture(643, 361, 20),
  picture(225, 400, 20),
  picture(224, 224, 20),
  picture(90, 61, 20),
].flatMap((image) => profiles.map((wanted) => ({ image, profile: wanted })));

/** Pixels of each JPEG: whole blocks, odd sizes, and one row of blocks. */
const pictures = [picture(320, 240, 10), picture(223, 131, 10), picture(33, 7, 10)];

const python = process.env.ROADCREW_PYTHON_ML;
if (!python)
  console.warn('skipped: set ROADCREW_PYTHON_ML to a Python with tests/interop/python/requirements-ml.txt');

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
const floatsOf = (text: string) => new Float32Array(bytesOf(text).buffer);
const largestDifference = (ours: ArrayLike<number>, theirs: ArrayLike<number>, scale = 1): number => {
  expect(ours.length).toBe(theirs.length);
  let largest = 0;
  for (let index = 0; index < ours.length; index += 1) {
    largest = Math.max(
      largest,
      Math.abs((ours[index] ?? Number.NaN) * scale - (theirs[index] ?? Number.NaN)),
    );
  }
  return largest;
};

describe.skipIf(!python)('images against Pillow, NumPy and PyTorch', () => {
  let reference: z.infer<typeof Reference>;
  beforeAll(async () => {
    // A profile that swaps colours: whoever obeys it shows.
    const withProfile = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const { icc } = await sharp(withProfile).metadata();
    reference = Reference.parse(
      await runPython(python ?? '', 'imaging_reference.py', {
        resize: resizeCases.map((wanted) => ({ ...wanted, image: forPython(wanted.image) })),
        preprocess: preprocessCases.map((wanted) => ({ ...wanted, image: forPython(wanted.image) })),
        pictures: pictures.map((image) => ({ ...forPython(image), icc: icc?.toString('base64') })),
      }),
    );
    console.info(JSON.stringify(reference.versions));
  }, 300_000);

  it.each(interpolations)('resizes to the same bytes as Pillow: %s', (interpolation) => {
    let compared = 0;
    for (const [index, { image, width, height, ...wanted }] of resizeCases.entries()) {
      if (wanted.interpolation !== interpolation) continue;
      const ours = resize(image, width, height, interpolation);
      const theirs = bytesOf(reference.resized[index]?.pillow ?? '');
      const difference = largestDifference(ours.data, theirs);
      expect({ from: [image.width, image.height], to: [width, height], difference }).toMatchObject({
        difference: 0,
      });
      compared += 1;
    }
    expect(compared).toBe(sizes.length);
  });

  // Torch calculates in floats throughout; Pillow and we round to 8 bits after each of two passes.
  it.each([
    ['bilinear', 'within 1 / 255', 1.005],
    ['bicubic', 'within 1.3 / 255', 1.3],
  ] as const)('resizes %s as torch with antialiasing does, %s', (interpolation, _, limit) => {
    const worst = { smooth: 0, grainy: 0, extreme: 0 };
    for (const [index, { image, width, height, kind, ...wanted }] of resizeCases.entries()) {
      if (wanted.interpolation !== interpolation) continue;
      const theirs = floatsOf(reference.resized[index]?.torch ?? '').map((value) => value * 255);
      const difference = largestDifference(resize(image, width, height, interpolation).data, theirs);
      worst[kind] = Math.max(worst[kind], difference);
    }
    console.info(`${interpolation}, largest difference from torch of 255: ${JSON.stringify(worst)}`);
    expect(Math.max(worst.smooth, worst.grainy)).toBeLessThanOrEqual(limit);
    expect(Math.min(worst.smooth, worst.grainy)).toBeGreaterThan(0.3);
    // Where values leave 0 to 255 after the first pass, only torch keeps them for the second one.
    expect(worst.extreme).toBeLessThanOrEqual(interpolation === 'bilinear' ? limit : 40);
  });

  it('preprocesses as Pillow and NumPy do', () => {
    for (const [index, { image, profile: wanted }] of preprocessCases.entries()) {
      const difference = largestDifference(
        preprocess(image, wanted),
        floatsOf(reference.preprocessed[index] ?? ''),
      );
      expect({ index, difference }).toMatchObject({ difference: 0 });
    }
  });

  it('decodes as Pillow does', async () => {
    const differences = new Map<string, number>();
    for (const { name, file, width, height, data } of reference.decoded) {
      const ours = await decodeImage(bytesOf(file));
      expect({ name, width: ours.width, height: ours.height }).toEqual({ name, width, height });
      expect(ours.isDamaged).toBe(false);
      const difference = largestDifference(ours.data, bytesOf(data));
      differences.set(name, Math.max(difference, differences.get(name) ?? 0));
    }
    console.info(JSON.stringify(Object.fromEntries(differences)));
    expect(differences.size).toBeGreaterThan(35);
    expect([...differences].filter(([, difference]) => difference > 0)).toEqual([]);
  });
});
