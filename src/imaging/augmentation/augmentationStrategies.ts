import type { AugmentationPipeline } from './augmentationPipeline.ts';

/**
 * Pipelines to start from. `baseline`: another frame and other light. `geometric`: another camera. `adversarial`: bad
 * lenses, bad weather, bad networks. They can be put one after the other.
 *
 * Rotation goes to 20°, not the usual 15, because the subnet's validators do. Sizes are left to the model's
 * preprocessing: nothing here is a multiple of anything.
 */
export const augmentationStrategies = {
  baseline: [
    { operation: 'horizontalFlip', probability: 0.5, ranges: {} },
    {
      operation: 'crop',
      probability: 0.8,
      ranges: { area: [0.5, 1], aspect: [0.8, 1.25], keepSize: false },
    },
    {
      operation: 'colourJitter',
      probability: 0.8,
      ranges: { brightness: [0.8, 1.2], contrast: [0.8, 1.2], saturation: [0.8, 1.2], hue: [-0.02, 0.02] },
    },
  ],
  geometric: [
    { operation: 'rotation', probability: 0.5, ranges: { degrees: [-20, 20], border: 'black' } },
    { operation: 'perspective', probability: 0.3, ranges: { distortion: [0, 0.3], border: 'black' } },
    {
      operation: 'affine',
      probability: 0.3,
      ranges: {
        degrees: [0, 0],
        shear: [-8, 8],
        scale: [0.85, 1.2],
        across: [-0.1, 0.1],
        down: [-0.1, 0.1],
        border: 'black',
      },
    },
  ],
  adversarial: [
    {
      operation: 'rain',
      probability: 0.1,
      ranges: {
        drops: [20, 120],
        length: [0.03, 0.15],
        degrees: [-20, 20],
        opacity: [0.3, 0.8],
        haze: [0, 0.25],
      },
    },
    {
      operation: 'fog',
      probability: 0.1,
      ranges: { density: [0.5, 2.5], horizon: [0.3, 0.55], air: [180, 235] },
    },
    {
      operation: 'shadow',
      probability: 0.15,
      ranges: { darkness: [0.3, 0.7], width: [0.1, 0.5], softness: [0.01, 0.1] },
    },
    {
      operation: 'night',
      probability: 0.1,
      ranges: { gain: [0.2, 0.6], gamma: [1, 1.8], fade: [0.1, 0.6], noise: [1, 8] },
    },
    { operation: 'gaussianBlur', probability: 0.15, ranges: { sigma: [0.5, 2.5] } },
    { operation: 'motionBlur', probability: 0.15, ranges: { length: [3, 15], degrees: [-30, 30] } },
    { operation: 'noise', probability: 0.2, ranges: { sigma: [2, 20] } },
    { operation: 'jpegCompression', probability: 0.5, ranges: { quality: [30, 95] } },
  ],
} satisfies Record<string, AugmentationPipeline>;
