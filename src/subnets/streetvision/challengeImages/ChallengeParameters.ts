import type { DistortionName } from './challengeProfiles.ts';

/** A part of an image, pixels. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How the sides become 224 × 224. */
export type ChallengeFit =
  | { readonly kind: 'centre' }
  | { readonly kind: 'letterbox' }
  | { readonly kind: 'random'; readonly box: PixelBox };

/** Everything that was drawn for one image: applying it again gives the same pixels. Plain data. */
export interface ChallengeParameters {
  /** Degrees, counterclockwise; `null`: not rotated. */
  readonly angle: number | null;
  readonly fit: ChallengeFit;
  /** In order; those that are off are left out. */
  readonly distortions: readonly {
    readonly name: DistortionName;
    /** 1 to 5, see `distortionParameters`. */
    readonly strength: number;
    /** Of the noise; used by `chromaNoise` alone. */
    readonly seed: number;
  }[];
}
