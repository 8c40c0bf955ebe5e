import { decodeImage } from '../../imaging/decodeImage.ts';
import type { ChallengeProfileName } from '../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import { prepareChallengeImage } from '../../subnets/streetvision/challengeImages/prepareChallengeImage.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { createRandom } from '../../support/random/createRandom.ts';

/**
 * Does to an encoded image what validators of a month did before they sent one. What is drawn depends on seed and file
 * name alone, so neither the order of the files nor other files change it.
 * @returns a JPEG; the bytes as they were where they are no image, so that the detector says what is wrong with them
 */
export async function prepareAsChallenge(
  bytes: Uint8Array,
  {
    file,
    profile,
    seed,
  }: { readonly file: string; readonly profile: ChallengeProfileName; readonly seed: string },
): Promise<Uint8Array> {
  try {
    const image = await decodeImage(bytes);
    return (await prepareChallengeImage(image, profile, createRandom(`${seed} ${file}`))).jpeg;
  } catch (error) {
    if (error instanceof RoadcrewError) return bytes;
    throw error;
  }
}
