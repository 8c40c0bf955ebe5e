import type { ManifestEntry } from '../../../records/manifests/readManifest.ts';
import type { ChallengeProfileName } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import { shuffle } from '../../../support/random/shuffle.ts';
import type { ChallengeSource } from '../ChallengeSource.ts';
import { createImageStudio, type ImageStudio } from './createImageStudio.ts';

export interface ManifestSourceOptions {
  /** As `readManifest` returns them. */
  readonly entries: readonly ManifestEntry[];
  /** Of their order and of what the profile draws. */
  readonly seed: string;
  readonly profile: ChallengeProfileName;
  /** Begins again, in another order, when all of a label are used up. By default there are none left then. */
  readonly again?: boolean;
  /** Where they are prepared; one of its own by default, which is closed with the source. */
  readonly studio?: ImageStudio;
  /** Told of each file that holds no image that can be read; its round is skipped. */
  readonly onSkip?: (file: string, problem: string) => void;
}

/** Photographs of a manifest, in an order that the seed chooses, prepared as validators of a month did. */
export function openManifestSource(options: ManifestSourceOptions): ChallengeSource {
  const { seed, profile, again = false, onSkip } = options;
  const studio = options.studio ?? createImageStudio();
  const random = createRandom(seed).fork('photographs');
  const pileOf = (label: 0 | 1) => {
    const all = options.entries.filter((entry) => entry.label === label);
    return { all, left: shuffle(all, random.fork(`label ${label}`)), rounds: 0 };
  };
  const piles = [pileOf(0), pileOf(1)] as const;

  return {
    async next(label) {
      if (label === null) return null;
      const pile = piles[label];
      if (pile.left.length === 0 && again) {
        pile.rounds += 1;
        pile.left = shuffle(pile.all, random.fork(`label ${label} ${pile.rounds}`));
      }
      const entry = pile.left.shift();
      if (entry === undefined) return null;
      const order = { kind: 'photo', path: entry.path, profile } as const;
      const reply = await studio.make({ ...order, seed: `${seed} ${pile.rounds} ${entry.file}` });
      if ('jpeg' in reply) return { jpeg: reply.jpeg, label, source: 'real', name: entry.file };
      onSkip?.(entry.file, reply.problem);
      return null;
    },
    close: async () => (options.studio === undefined ? studio.close() : undefined),
  };
}
