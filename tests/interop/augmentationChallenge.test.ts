import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeJpeg } from '../../src/imaging/augmentation/encodeJpeg.ts';
import { gaussianNoise } from '../../src/imaging/augmentation/gaussianNoise.ts';
import type { RgbImage } from '../../src/imaging/RgbImage.ts';
import { applyChallengeParameters } from '../../src/subnets/streetvision/challengeImages/applyChallengeParameters.ts';
import type { ChallengeParameters } from '../../src/subnets/streetvision/challengeImages/ChallengeParameters.ts';
import {
  challengeProfiles,
  type DistortionName,
  distortionParameters,
} from '../../src/subnets/streetvision/challengeImages/challengeProfiles.ts';
import { distortions } from '../../src/subnets/streetvision/challengeImages/distortions.ts';
import { sampleChallengeParameters } from '../../src/subnets/streetvision/challengeImages/sampleChallengeParameters.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { compareImages, type ImageDifference } from '../support/compareImages.ts';
import { drawTestImage } from '../support/drawTestImage.ts';
import { runPython } from './runPython.ts';

const python = process.env.ROADCREW_PYTHON_ML;
if (!python) console.warn('skipped: set ROADCREW_PYTHON_ML to a Python that has torch, numpy and pillow');

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const Answer = z.array(
  z.object({ width: z.int(), height: z.int(), data: z.base64(), jpeg: z.base64() }).transform((answer) => ({
    ...answer,
    data: new Uint8Array(Buffer.from(answer.data, 'base64')),
    jpeg: new Uint8Array(Buffer.from(answer.jpeg, 'base64')),
  })),
);

/** A step as Python takes it, which has the noise from us. */
const step = (name: DistortionName, strength: number, seed: number, bytes: number) => ({
  name,
  parameter: distortionParameters[name][strength - 1],
  noise:
    name === 'chromaNoise' ? base64(new Uint8Array(gaussianNoise(bytes, createRandom(seed)).buffer)) : '',
});
const send = ({ width, height, data }: RgbImage) => ({ width, height, data: base64(data) });

const names = Object.keys(distortionParameters) as DistortionName[];
const picture = drawTestImage(224, 224, 'distortions');
const single = names.flatMap((name) =>
  [1, 2, 3, 4, 5].map((strength) => ({ name, strength, seed: strength })),
);

const random = createRandom('challenge interop');
const sizes = [
  [640, 360],
  [360, 641],
  [201, 150],
  [320, 180],
  [224, 224],
  [1280, 720],
  [333, 499],
] as const;
const whole = (['january-2026', 'april-2026'] as const).flatMap((profile) =>
  challengeProfiles[profile].flatMap((level, index) =>
    sizes.map(([width, height]) => {
      const image = drawTestImage(width, height, `${profile} ${index} ${width}`);
      return { profile, index, image, parameters: sampleChallengeParameters(level, width, height, random) };
    }),
  ),
);
const raw = [
  [640, 360],
  [33, 17],
  [1, 1],
].map(([width = 1, height = 1]) => drawTestImage(width, height, width));

const plain = ({ image, parameters }: { image: RgbImage; parameters: ChallengeParameters }) => ({
  ...send(image),
  fit: parameters.fit.kind,
  box:
    parameters.fit.kind === 'random'
      ? [parameters.fit.box.left, parameters.fit.box.top, parameters.fit.box.width, parameters.fit.box.height]
      : null,
  angle: parameters.angle,
  steps: parameters.distortions.map(({ name, strength, seed }) => step(name, strength, seed, 224 * 224 * 3)),
});

describe.skipIf(!python)('images of challenges against Pillow, torch and NumPy', () => {
  let answers: z.infer<typeof Answer>;
  beforeAll(async () => {
    const request = [
      ...single.map(({ name, strength, seed }) => ({
        ...send(picture),
        fit: 'none',
        steps: [step(name, strength, seed, picture.data.length)],
      })),
      ...whole.map(plain),
      ...raw.map((image) => ({ ...send(image), fit: 'none', steps: [] })),
    ];
    answers = Answer.parse(await runPython(python ?? '', 'challenge_images_reference.py', request));
    expect(answers).toHaveLength(request.length);
  }, 120_000);
  const answer = (index: number) => answers[index] ?? expect.unreachable('no answer');

  it('every distortion at every strength', () => {
    const found: [string, ImageDifference][] = single.map(({ name, strength, seed }, index) => {
      const ours = distortions[name](
        picture,
        distortionParameters[name][strength - 1] ?? 0,
        createRandom(seed),
      );
      return [`${name} ${strength}`, compareImages(ours, answer(index))];
    });
    report(found);
    for (const [name, { maximum, mean }] of found) {
      expect(maximum, name).toBeLessThanOrEqual(1);
      expect(mean, name).toBeLessThan(0.0001);
    }
  });

  it('every level of both profiles', () => {
    const found: [string, ImageDifference][] = whole.map(
      ({ profile, index, image, parameters }, position) => [
        `${profile} ${index} ${image.width}×${image.height}`,
        compareImages(applyChallengeParameters(image, parameters), answer(single.length + position)),
      ],
    );
    report(found);
    for (const [name, { mean, shareBeyondOne }] of found) {
      // Single precision summed in another order ends on the other side of a cut now and then. A pixel on the border
      // between two may also be rotated from the other one on another machine.
      expect(shareBeyondOne, name).toBeLessThan(0.0001);
      expect(mean, name).toBeLessThan(0.1);
    }
  });

  it('JPEG to the byte', async () => {
    for (const expected of answers) {
      expect(Buffer.from(await encodeJpeg(expected)).equals(expected.jpeg)).toBe(true);
    }
  });
});

function report(found: readonly [string, ImageDifference][]): void {
  if (process.env.ROADCREW_REPORT !== '1') return;
  for (const [name, { maximum, mean, shareBeyondOne }] of found) {
    console.log(
      `${name}: maximum ${maximum}, mean ${mean.toFixed(5)}, beyond 1: ${shareBeyondOne.toFixed(6)}`,
    );
  }
}
