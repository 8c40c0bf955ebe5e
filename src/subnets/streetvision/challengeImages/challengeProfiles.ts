/** How validators prepared the images of challenges, by the month in which they began. */
export const challengeProfileNames = ['january-2026', 'april-2026', 'may-2026'] as const;
export type ChallengeProfileName = (typeof challengeProfileNames)[number];

/** What a validator does to an image, by letters of its own code where their names mislead. */
export type DistortionName = 'scaleChroma' | 'darken' | 'shrinkAndEnlarge' | 'chromaNoise' | 'gaussianBlur';

/** One of the levels from which a validator chooses, each as often as the others. */
export interface ChallengeLevel {
  /** Degrees: rotated by an angle in ± this, or not at all. */
  readonly rotation: number | null;
  /**
   * How it becomes 224 × 224. `centre`: largest square in the middle. `random`: a square of 20 to 100 % of the area,
   * after the rotation. `letterbox`: all of it on black, before the rotation.
   */
  readonly fit: 'centre' | 'random' | 'letterbox';
  /** In order; each has a strength of its own, 0 (off) up to this number, all equally likely. */
  readonly distortions: readonly { readonly name: DistortionName; readonly maximum: number }[];
}

/** Sides of a prepared image, pixels. */
export const challengeSize = 224;

/** Parameters of strengths 1 to 5; validators use 1 and 2. */
export const distortionParameters: Readonly<Record<DistortionName, readonly number[]>> = {
  /** "CS": factor of the colour differences. */
  scaleChroma: [0.4, 0.3, 0.2, 0.1, 0],
  /** "CC": factor of the pixels. */
  darken: [0.85, 0.725, 0.6, 0.475, 0.35],
  /** "JPEG", which it is not: divisor of the sides. */
  shrinkAndEnlarge: [2, 3, 4, 5, 6],
  /** "GNC": variance. */
  chromaNoise: [0.001, 0.002, 0.005, 0.01, 0.05],
  /** "GB": side of the kernel. */
  gaussianBlur: [7, 9, 13, 17, 21],
};

const upTo = (maximum: number, ...names: readonly DistortionName[]) =>
  names.map((name) => ({ name, maximum }));

const levelsWith = (plain: 'centre' | 'letterbox', rotated: 'random' | 'letterbox'): ChallengeLevel[] => [
  { rotation: null, fit: plain, distortions: [] },
  { rotation: 20, fit: rotated, distortions: [] },
  { rotation: 20, fit: rotated, distortions: upTo(1, 'scaleChroma', 'darken', 'shrinkAndEnlarge') },
  {
    rotation: 20,
    fit: rotated,
    distortions: upTo(2, 'scaleChroma', 'darken', 'shrinkAndEnlarge', 'chromaNoise', 'gaussianBlur'),
  },
];

/**
 * The levels of each profile; none: images go out as they are. Flips, which the validators' code lists, are not here
 * because a fault in it keeps them from ever happening.
 *
 * Source: NATIX `natix/utils/image_transforms.py` as of January 2026, 2026-04-06 and 2026-05-03.
 */
export const challengeProfiles: Readonly<Record<ChallengeProfileName, readonly ChallengeLevel[]>> = {
  'january-2026': levelsWith('centre', 'random'),
  'april-2026': levelsWith('letterbox', 'letterbox'),
  'may-2026': [],
};
