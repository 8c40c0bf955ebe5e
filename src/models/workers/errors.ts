import { defineErrors } from '../../support/errors/defineErrors.ts';

export const workersError = defineErrors({
  RC_WORKERS_START_FAILED: {
    message: 'An inference worker for {folder} could not start: {reason}.',
    hint: 'See the reason. The release must be whole, and its model must open on one of the providers.',
  },
  RC_WORKERS_SERVER_UNUSABLE: {
    message: 'The model server cannot run the backbone of the release in {folder}: {reason}.',
    hint: 'Check inference.server: it must be reachable, let the token in, and serve the backbone of this very release.',
  },
  RC_WORKERS_CRASHED: {
    message: 'The inference worker ended while it worked on the image: {reason}.',
    hint: 'Nothing to do for one image. When it happens often, look at the log of the workers and at their memory.',
  },
  RC_WORKERS_IMAGE_POISONED: {
    message: 'This image has crashed inference workers or made one hang, and is not tried again for a while.',
    hint: 'Keep the image and report it: the native decoder or the model has a defect that it brings out.',
  },
  RC_WORKERS_NONE_READY: {
    message: 'No inference worker is running: {reason}.',
    hint: 'Look at the log for why they end; they are started again and again, with growing pauses.',
  },
  RC_WORKERS_CLOSED: {
    message: 'The inference pool is closed.',
    hint: 'The program is ending; create a new pool to go on.',
  },
  RC_WORKERS_SWAP_FAILED: {
    message: 'The release in {folder} does not take over: {reason}. {serving} goes on serving.',
    hint: 'Mend the release and swap again; no request was lost.',
  },
});
