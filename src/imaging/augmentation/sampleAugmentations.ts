import type { Random } from '../../support/random/Random.ts';
import { augmentationOperations } from './augmentationOperations.ts';
import type { AugmentationDraws, AugmentationPipeline } from './augmentationPipeline.ts';

/**
 * Draws for one image which operations are done and how. Each step draws from a source of its own, so that a changed
 * step leaves what the others draw as it was.
 * @param random of this image alone, e.g. `random.fork(imageId)`
 */
export function sampleAugmentations(pipeline: AugmentationPipeline, random: Random): AugmentationDraws {
  return pipeline.flatMap(({ operation, probability, ranges }, index) => {
    const own = random.fork(`${index} ${operation}`);
    if (own.float() >= probability) return [];
    return [{ operation, parameters: { ...augmentationOperations[operation].sampleFrom(ranges, own) } }];
  });
}
