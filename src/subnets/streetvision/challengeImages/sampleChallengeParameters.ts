import type { Random } from '../../../support/random/Random.ts';
import { roundHalfToEven } from '../../../support/statistics/roundHalfToEven.ts';
import type { ChallengeFit, ChallengeParameters, PixelBox } from './ChallengeParameters.ts';
import type { ChallengeLevel } from './challengeProfiles.ts';

const smallestShare = 0.2;
const attempts = 10;

/**
 * Draws what a validator would draw for an image at a level.
 * @param width pixels of the image
 * @param height pixels of the image
 */
export function sampleChallengeParameters(
  level: ChallengeLevel,
  width: number,
  height: number,
  random: Random,
): ChallengeParameters {
  const angle = level.rotation === null ? null : (random.float() * 2 - 1) * level.rotation;
  const fit: ChallengeFit =
    level.fit === 'random' ? { kind: 'random', box: drawBox(width, height, random) } : { kind: level.fit };
  const distortions = level.distortions
    .map(({ name, maximum }) => ({ name, strength: random.int(0, maximum), seed: random.nextUint32() }))
    .filter(({ strength }) => strength > 0);
  return { angle, fit, distortions };
}

/**
 * A square of a random area, as torchvision's `RandomResizedCrop` with ratio 1 finds it: of ten tries, the first that
 * is no larger than the image; otherwise the largest square in the middle. Wide images therefore see large areas less
 * often: a square of more than 56 % of a 16:9 image does not fit.
 */
function drawBox(width: number, height: number, random: Random): PixelBox {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const area = width * height * (smallestShare + (1 - smallestShare) * random.float());
    const side = roundHalfToEven(Math.sqrt(area));
    if (side < 1 || side > width || side > height) continue;
    const top = random.int(0, height - side);
    return { left: random.int(0, width - side), top, width: side, height: side };
  }
  const side = Math.min(width, height);
  const left = Math.floor((width - side) / 2);
  return { left, top: Math.floor((height - side) / 2), width: side, height: side };
}
