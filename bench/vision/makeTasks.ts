import { decodeImage } from '../../src/imaging/decodeImage.ts';
import { preprocess } from '../../src/imaging/preprocess.ts';
import type { PreprocessingProfile } from '../../src/imaging/preprocessingProfile.ts';
import type { Picture } from './makePictures.ts';
import type { OurModel } from './openOurs.ts';
import type { Task } from './runRounds.ts';
import type { Torch } from './startTorch.ts';
import { timeCalls } from './timeCalls.ts';

// Of the time of a model: what is not compared needs no more than to be seen.
const smallShare = 0.2;

/** Decoding and preprocessing of a picture. */
export const pictureTask = ({ name, jpeg, image }: Picture, profile: PreprocessingProfile): Task => ({
  ...{ name, share: smallShare },
  run: (seconds) =>
    timeCalls(async (mark) => {
      await decodeImage(jpeg);
      mark('decode');
      preprocess(image, profile);
      mark('preprocess');
    }, seconds),
});

/** Backbone and head of one precision, the features going from one to the other. */
export const modelTask = (model: OurModel, pixels: Float32Array): Task => ({
  ...{ name: `ours ${model.precision}`, share: 1 },
  run: (seconds) =>
    timeCalls(async (mark) => {
      const features = await model.backbone(pixels);
      mark('backbone');
      await model.head(features);
      mark('head');
    }, seconds),
});

/** All of it through the classifier. */
export const answerTask = (model: OurModel, picture: Picture): Task => ({
  ...{ name: `${picture.name} JPEG to answer, ${model.precision}`, share: 2 * smallShare },
  run: (seconds) =>
    timeCalls(async (mark) => {
      await model.answer(picture.jpeg);
      mark('');
    }, seconds),
});

/** PyTorch's backbone and head. */
export const torchTask = (torch: Torch, variant: string): Task => ({
  ...{ name: `torch ${variant}`, share: 1 },
  run: (seconds) => torch.measure(variant, seconds),
});

/** One after the other in turn, so that the sides alternate as long as both have any left. */
export const alternate = (ours: readonly Task[], theirs: readonly Task[]): Task[] =>
  Array.from({ length: Math.max(ours.length, theirs.length) }, (_, index) => [
    ...ours.slice(index, index + 1),
    ...theirs.slice(index, index + 1),
  ]).flat();
