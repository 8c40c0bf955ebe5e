import type { ChallengeProfileName } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import { drawSource } from '../../../subnets/streetvision/validator/drawSource.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import type { ChallengeSource } from '../ChallengeSource.ts';

/**
 * Photographs and rendered scenes as validators of a month mixed them: half and half until April, two thirds
 * photographs in May. Rendered scenes stand for the images that validators generated; photographs stand for NATIX's
 * data set and, in May, for what its server gave.
 * @param real asked for photographs, `rendered` for the rest; both are closed with the mixture
 */
export function openMixedSource({
  real,
  rendered,
  profile,
  seed,
}: {
  readonly real: ChallengeSource;
  readonly rendered: ChallengeSource;
  readonly profile: ChallengeProfileName;
  readonly seed: string;
}): ChallengeSource {
  const random = createRandom(seed).fork('sources');
  return {
    // Like a validator's round, one that finds no photograph left is over; the simulation draws another.
    next: (label) => (drawSource(profile, random) === 'synthetic' ? rendered : real).next(label),
    async close() {
      await Promise.all([real.close(), rendered.close()]);
    },
  };
}
