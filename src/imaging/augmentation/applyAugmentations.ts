import type { RgbImage } from '../RgbImage.ts';
import { augmentationOperations } from './augmentationOperations.ts';
import type { AugmentationDraws } from './augmentationPipeline.ts';

/**
 * Does to an image what was drawn, in this order. The same draws give the same pixels.
 * @throws ZodError for parameters that are none of their operation
 */
export async function applyAugmentations(image: RgbImage, draws: AugmentationDraws): Promise<RgbImage> {
  let result = image;
  for (const { operation, parameters } of draws) {
    result = await augmentationOperations[operation].applyTo(result, parameters);
  }
  return result;
}
