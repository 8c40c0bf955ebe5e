import type { RgbImage } from '../../../imaging/RgbImage.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import type { ChallengeParameters } from './ChallengeParameters.ts';
import { challengeSize, distortionParameters } from './challengeProfiles.ts';
import { cropAndResizeFloat } from './cropAndResizeFloat.ts';
import { cropCentre } from './cropCentre.ts';
import { distortions } from './distortions.ts';
import { letterbox } from './letterbox.ts';
import { rotateNearest } from './rotateNearest.ts';

/**
 * Does to an image what was drawn for it.
 * @returns 224 × 224 pixels
 * @throws RC_IMAGING_SIZE_INVALID where the validator's own code fails: a letterbox of an image that is more than 224
 *   times as long as wide
 */
export function applyChallengeParameters(image: RgbImage, parameters: ChallengeParameters): RgbImage {
  let result = fitAndRotate(image, parameters);
  for (const { name, strength, seed } of parameters.distortions) {
    const parameter = distortionParameters[name][strength - 1];
    if (parameter === undefined) throw new RangeError(`${name} has no strength ${strength}`);
    result = distortions[name](result, parameter, createRandom(seed));
  }
  return result;
}

function fitAndRotate(image: RgbImage, { angle, fit }: ChallengeParameters): RgbImage {
  const rotate = (upright: RgbImage): RgbImage => (angle === null ? upright : rotateNearest(upright, angle));
  switch (fit.kind) {
    case 'letterbox':
      return rotate(letterbox(image, challengeSize));
    case 'random':
      return cropAndResizeFloat(rotate(image), fit.box, challengeSize);
    case 'centre':
      return rotate(cropCentre(image, challengeSize));
  }
}
