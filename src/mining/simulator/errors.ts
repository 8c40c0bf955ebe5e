import { defineErrors } from '../../support/errors/defineErrors.ts';

export const simulatorError = defineErrors({
  RC_SIMULATOR_STUDIO_FAILED: {
    message: 'The images of the challenges could not be made: {reason}.',
    hint: 'The machine may be short of memory. Run it again, and report it if it stays.',
  },
  RC_SIMULATOR_NO_IMAGES: {
    message: 'There is no image to send: the source had none.',
    hint: 'Name a manifest with readable images of both labels.',
  },
  RC_SIMULATOR_MINERS_INVALID: {
    message: 'The miners of a simulation cannot be told apart: {problem}.',
    hint: 'Give each miner and each rival a name of its own, and each miner a uid of its own from 0 to 65535.',
  },
});
