import { z } from 'zod';
import { type AugmentationName, augmentationOperations } from './augmentationOperations.ts';

const probability = z.number().min(0).max(1);

const stepOf = <Name extends AugmentationName>(name: Name) =>
  z.strictObject({
    operation: z.literal(name),
    probability,
    ranges: augmentationOperations[name].ranges as (typeof augmentationOperations)[Name]['ranges'],
  });

/** Operations in the order in which they are tried, each with its own probability. */
export const augmentationPipelineSchema = z.array(
  z.discriminatedUnion('operation', [
    stepOf('affine'),
    stepOf('colourJitter'),
    stepOf('crop'),
    stepOf('fog'),
    stepOf('gaussianBlur'),
    stepOf('horizontalFlip'),
    stepOf('jpegCompression'),
    stepOf('motionBlur'),
    stepOf('night'),
    stepOf('noise'),
    stepOf('perspective'),
    stepOf('rain'),
    stepOf('rotation'),
    stepOf('shadow'),
  ]),
);

export type AugmentationPipeline = z.output<typeof augmentationPipelineSchema>;

/** What was drawn for one image, as a manifest or a record keeps it. `applyAugmentations` checks the parameters. */
export const augmentationDrawsSchema = z.array(
  z.strictObject({
    operation: z.enum(Object.keys(augmentationOperations) as [AugmentationName, ...AugmentationName[]]),
    parameters: z.record(z.string(), z.unknown()),
  }),
);

export type AugmentationDraws = z.output<typeof augmentationDrawsSchema>;
