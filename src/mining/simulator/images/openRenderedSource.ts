import type { ChallengeProfileName } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import type { ChallengeSource } from '../ChallengeSource.ts';
import { simulatorError } from '../errors.ts';
import { createImageStudio, type ImageStudio } from './createImageStudio.ts';
import type { FrameSize } from './ImageOrder.ts';

export interface RenderedSourceOptions {
  /** Of the streets. */
  readonly seed: string;
  readonly profile: ChallengeProfileName;
  /** Of the rendered frames; 640 × 360 by default. Profiles before May make 224 × 224 of any. */
  readonly frame?: FrameSize;
  /** Where they are drawn; one of its own by default, which is closed with the source. */
  readonly studio?: ImageStudio;
}

/**
 * Rendered street scenes without end, the same again from the same seed. They are never those of training, whose seeds
 * begin with `train-`: these begin with `simulated/`.
 */
export function openRenderedSource(options: RenderedSourceOptions): ChallengeSource {
  const { seed, profile, frame = { width: 640, height: 360 } } = options;
  const studio = options.studio ?? createImageStudio();
  let count = 0;
  return {
    async next(label) {
      // A scene that nobody can name the label of is not one to draw.
      if (label === null) return null;
      const name = `simulated/${seed}/${count}`;
      count += 1;
      const reply = await studio.make({ kind: 'scene', scene: name, seed: name, label, frame, profile });
      if ('problem' in reply) throw simulatorError('RC_SIMULATOR_STUDIO_FAILED', { reason: reply.problem });
      return { jpeg: reply.jpeg, label, source: 'rendered', name };
    },
    close: async () => (options.studio === undefined ? studio.close() : undefined),
  };
}
