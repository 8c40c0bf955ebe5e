import { encodeJpeg } from '../../../imaging/augmentation/encodeJpeg.ts';
import type { RgbImage } from '../../../imaging/RgbImage.ts';
import { RoadcrewError } from '../../../support/errors/RoadcrewError.ts';
import type { Random } from '../../../support/random/Random.ts';
import { applyChallengeParameters } from './applyChallengeParameters.ts';
import type { ChallengeParameters } from './ChallengeParameters.ts';
import { type ChallengeProfileName, challengeProfiles } from './challengeProfiles.ts';
import { sampleChallengeParameters } from './sampleChallengeParameters.ts';

/** The image of a challenge, ready to be sent. */
export interface PreparedChallengeImage {
  /** As Pillow would encode it: quality 75, chroma 4:2:0, baseline. */
  readonly jpeg: Uint8Array;
  /** The index of the drawn level in its profile; `null`: the image went out as it was. */
  readonly level: number | null;
  /** What was drawn; `applyChallengeParameters` repeats it. `null`: nothing was done. */
  readonly parameters: ChallengeParameters | null;
}

/**
 * Does to an image what a validator of the given time did before it sent it to miners. The same seed gives the same
 * bytes. Where the validator's code fails, it sends the image as it was, and so does this.
 *
 * Left out: validators of January moved the random crop of a synthetic image to keep the centre of its mask, which we
 * do not have.
 * @throws RC_IMAGING_SIZE_INVALID for an image whose data do not fit its size
 */
export async function prepareChallengeImage(
  image: RgbImage,
  profile: ChallengeProfileName,
  random: Random,
): Promise<PreparedChallengeImage> {
  const asItWas = async () => ({ jpeg: await encodeJpeg(image), level: null, parameters: null });
  const levels = challengeProfiles[profile];
  if (levels.length === 0) return asItWas();
  const index = random.int(0, levels.length - 1);
  const level = levels[index];
  if (level === undefined) throw new RangeError(`${profile} has no level ${index}`);
  const parameters = sampleChallengeParameters(level, image.width, image.height, random);
  let prepared: RgbImage;
  try {
    prepared = applyChallengeParameters(image, parameters);
  } catch (error) {
    if (error instanceof RoadcrewError) return asItWas();
    throw error;
  }
  return { jpeg: await encodeJpeg(prepared), level: index, parameters };
}
