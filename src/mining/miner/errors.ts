import { defineErrors } from '../../support/errors/defineErrors.ts';

export const minerError = defineErrors({
  RC_MINER_DETECTOR_FAILED: {
    message: 'The detector broke its promise never to fail; the challenge was answered by the prior.',
    hint: 'This is a fault of Roadcrew; please report it with the log around it.',
  },
  RC_MINER_MODEL_LOADING: {
    message: 'The model was still being loaded at the deadline; the challenge was answered by the prior.',
    hint: 'A worker ended or a release is being changed. If it stays so, the log says why none starts.',
  },
  RC_MINER_DETECTOR_LATE: {
    message: 'The detector did not answer by its deadline; the challenge was answered by the prior.',
    hint: 'The event loop was held up or a stage hangs; the log and `roadcrew status` show the load of the machine.',
  },
});
