import { defineErrors } from '../../support/errors/defineErrors.ts';

export const evaluationError = defineErrors({
  RC_EVALUATION_NOTHING_ANSWERED: {
    message: 'None of the {count} images could be judged; the first one: {reason}.',
    hint: 'Scores of guesses alone would say nothing. Mend what the reason names, or check the manifest and its root.',
  },
  RC_EVALUATION_OUTPUT_UNWRITABLE: {
    message: '{path} cannot be written: {reason}.',
    hint: 'Name a place where this user may write.',
  },
});
