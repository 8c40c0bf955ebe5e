import { defineErrors } from '../../support/errors/defineErrors.ts';

export const classifierError = defineErrors({
  RC_CLASSIFIER_PRECISION_MISSING: {
    message: 'The release {release} has no {precision} variant; it has {available}.',
    hint: 'Choose one of these, or leave the precision out to take the first.',
  },
  RC_CLASSIFIER_SERVER_MISSING: {
    message:
      'The {precision} backbone of the release {release} lives on a model server, and none is configured.',
    hint: 'Set inference.server.url, or take a release or precision that brings its backbone as a file.',
  },
  RC_CLASSIFIER_MODEL_UNFIT: {
    message: 'The {part} of the release {release} does not fit: {problem}.',
    hint: 'The model and release.json disagree. Take another model, or export it again with the shapes that the release states.',
  },
  RC_CLASSIFIER_OUTPUT_INVALID: {
    message: 'The {part} of the release {release} answered with {problem}.',
    hint: 'The model is broken for this input or at this precision. Try another precision, and report it.',
  },
  RC_CLASSIFIER_FIT_IMPOSSIBLE: {
    message: 'A calibration cannot be fitted: {problem}.',
    hint: 'Pass finite logits of images of both classes, with one label of 0 or 1 each.',
  },
});
