import type { Random } from '../../../support/random/Random.ts';
import type { ChallengeProfileName } from '../challengeImages/challengeProfiles.ts';

/** Where the image of a challenge comes from, as the validator's code names it. `api`: NATIX's server. */
export type ValidatorSource = 'synthetic' | 'real' | 'api';

const sourcesOf: Readonly<Record<ChallengeProfileName, readonly ValidatorSource[]>> = {
  'january-2026': ['synthetic', 'real'],
  'april-2026': ['synthetic', 'real'],
  'may-2026': ['synthetic', 'real', 'api'],
};

/**
 * Where a validator takes the next image from: each source equally often, whatever the label, which it draws before,
 * with probability ½.
 *
 * Source: NATIX `forward.py` of January 2026, `challenge/selector.py` of May.
 */
export function drawSource(profile: ChallengeProfileName, random: Random): ValidatorSource {
  const sources = sourcesOf[profile];
  return sources[random.int(0, sources.length - 1)] as ValidatorSource;
}
