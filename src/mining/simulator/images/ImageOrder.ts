import type { ChallengeProfileName } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';

/** The image of a challenge that a studio is to make. */
export type ImageOrder = {
  readonly profile: ChallengeProfileName;
  /** Of what the profile draws at random. */
  readonly seed: string;
} & (
  | {
      readonly kind: 'scene';
      /** Of the street. */
      readonly scene: string;
      readonly label: 0 | 1;
      /** Of the rendered picture, pixels. */
      readonly frame: FrameSize;
    }
  | { readonly kind: 'photo' /** Absolute path of a JPEG, PNG or WebP. */; readonly path: string }
);

/** Pixels. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
}
