import type { z } from 'zod';
import type { Random } from '../../support/random/Random.ts';
import type { RgbImage } from '../RgbImage.ts';

interface OperationDefinition<Ranges, Parameters> {
  /** From what is drawn: what a configuration says. */
  readonly ranges: z.ZodType<Ranges>;
  /** What was drawn: what a record keeps. Shares of the image, not pixels, so that it fits images of any size. */
  readonly parameters: z.ZodType<Parameters>;
  sample(ranges: Ranges, random: Random): Parameters;
  /** Leaves the image as it is and returns another. Depends on nothing but its arguments. */
  apply(image: RgbImage, parameters: Parameters): RgbImage | Promise<RgbImage>;
}

/** A way to change an image, with the randomness apart from the change. */
export interface AugmentationOperation<Ranges, Parameters> extends OperationDefinition<Ranges, Parameters> {
  /** @throws ZodError for ranges that are none of this operation */
  sampleFrom(ranges: unknown, random: Random): Parameters;
  /** @throws ZodError for parameters that are none of this operation */
  applyTo(image: RgbImage, parameters: unknown): Promise<RgbImage>;
}

/** Adds what reads ranges and parameters from data. */
export const defineOperation = <Ranges, Parameters>(
  definition: OperationDefinition<Ranges, Parameters>,
): AugmentationOperation<Ranges, Parameters> => ({
  ...definition,
  sampleFrom: (ranges, random) => definition.sample(definition.ranges.parse(ranges), random),
  applyTo: async (image, parameters) => definition.apply(image, definition.parameters.parse(parameters)),
});
