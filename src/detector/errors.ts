import { defineErrors } from '../support/errors/defineErrors.ts';

export const detectorError = defineErrors({
  RC_DETECTOR_STAGE_FAILED: {
    message: 'The stage {stage} failed: {reason}.',
    hint: 'The image was answered without it. See the log of its worker; a stage that keeps failing needs another release or provider.',
  },
  RC_DETECTOR_STAGE_ANSWER_INVALID: {
    message: 'The stage {stage} gave an answer that is none: {problem}.',
    hint: 'The image was answered without it. This is a defect of the stage: report it.',
  },
  RC_DETECTOR_LATE: {
    message: 'The stage {stage} had no answer when the time was over.',
    hint: 'Give it more time, more workers, or a faster provider.',
  },
  RC_DETECTOR_FILE_MISSING: {
    message: 'There is no image at {file}.',
    hint: 'Name a file, a folder with .jpg, .jpeg, .png or .webp files, a pattern in quotes, or - for standard input.',
  },
  RC_DETECTOR_FILE_UNREADABLE: {
    message: 'The file {file} cannot be read: {reason}.',
    hint: 'Check the path and that this user may read it.',
  },
});
