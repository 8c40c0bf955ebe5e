import type { PreprocessingProfile } from './preprocessingProfile.ts';

type Colours = Pick<PreprocessingProfile, 'mean' | 'std' | 'padding' | 'order'>;

/** ImageNet's mean and standard deviation; the padding is the mean, hence next to 0 once normalised. */
const imagenet: Colours = {
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  padding: [124, 116, 104],
  order: 'rgb',
};
/** −1 to 1. */
const symmetric: Colours = {
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  padding: [128, 128, 128],
  order: 'rgb',
};

interface Family {
  readonly colours: Colours;
  readonly interpolation: PreprocessingProfile['interpolation'];
  /** Sides of the square input, pixels. */
  readonly sizes: readonly number[];
}

/**
 * Interpolation and colours are those of each family's `preprocessor_config.json`. Its own fit is `stretch` for DINOv3
 * and `crop` for the others, of which DINOv2 and ConvNeXt V2 would first scale to 8/7 of the size and so lose a wider
 * margin than our `crop` does.
 */
const families: Readonly<Record<string, Family>> = {
  /** Patches of 16. */
  dinov3: { colours: imagenet, interpolation: 'bilinear', sizes: [224, 256, 512] },
  /** Patches of 14. */
  dinov2: { colours: imagenet, interpolation: 'bicubic', sizes: [224, 518] },
  /** Down to a 32nd. */
  convnextv2: { colours: imagenet, interpolation: 'bicubic', sizes: [224, 256, 512] },
  mobilenet: { colours: symmetric, interpolation: 'bilinear', sizes: [224, 256] },
};
const fits: readonly PreprocessingProfile['fit'][] = ['crop', 'letterbox', 'stretch'];

/** Ready profiles, named `<family>-<fit>-<size>`, e.g. `dinov3-crop-224`. All cut black borders off first. */
export const preprocessingProfiles: ReadonlyMap<string, PreprocessingProfile> = new Map(
  Object.entries(families).flatMap(([family, { colours, interpolation, sizes }]) =>
    fits.flatMap((fit) =>
      sizes.map((size): [string, PreprocessingProfile] => [
        `${family}-${fit}-${size}`,
        { width: size, height: size, fit, trimBorders: true, interpolation, ...colours },
      ]),
    ),
  ),
);
