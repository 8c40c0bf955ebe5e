import type { Random } from '../../support/random/Random.ts';
import type { RgbImage } from '../RgbImage.ts';
import { affine } from './operations/affine.ts';
import { colourJitter } from './operations/colourJitter.ts';
import { crop } from './operations/crop.ts';
import { fog } from './operations/fog.ts';
import { gaussianBlur } from './operations/gaussianBlur.ts';
import { horizontalFlip } from './operations/horizontalFlip.ts';
import { jpegCompression } from './operations/jpegCompression.ts';
import { motionBlur } from './operations/motionBlur.ts';
import { night } from './operations/night.ts';
import { noise } from './operations/noise.ts';
import { perspective } from './operations/perspective.ts';
import { rain } from './operations/rain.ts';
import { rotation } from './operations/rotation.ts';
import { shadow } from './operations/shadow.ts';

/** All operations, by the name that they have in a pipeline. */
export const augmentationOperations = {
  affine,
  colourJitter,
  crop,
  fog,
  gaussianBlur,
  horizontalFlip,
  jpegCompression,
  motionBlur,
  night,
  noise,
  perspective,
  rain,
  rotation,
  shadow,
} satisfies Record<string, DataDrivenOperation>;

/** What a pipeline needs of an operation. */
interface DataDrivenOperation {
  sampleFrom(ranges: unknown, random: Random): object;
  applyTo(image: RgbImage, parameters: unknown): Promise<RgbImage>;
}

export type AugmentationName = keyof typeof augmentationOperations;
