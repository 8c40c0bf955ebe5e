import { defineErrors } from '../../support/errors/defineErrors.ts';

export const hostError = defineErrors({
  RC_INFERENCE_HOST_START_FAILED: {
    message: 'The inference process for {folder} could not start: {reason}.',
    hint: 'See the reason. It is started again and again, with growing pauses; the release must be whole and fit this machine.',
  },
  RC_INFERENCE_HOST_GONE: {
    message: 'The inference process is not there: {reason}.',
    hint: 'It is being restarted, or the program is ending. The log says why it ended.',
  },
  RC_INFERENCE_HOST_SOCKET_PATH_TOO_LONG: {
    message: 'The path of the inference socket, {path}, has more than {limit} bytes.',
    hint: 'Choose a shorter folder for temporary files (TMPDIR): the system allows no longer paths for sockets.',
  },
  RC_INFERENCE_HOST_FRAME_INVALID: {
    message: 'What came through the inference socket is not a message: {reason}.',
    hint: 'Both ends must be of one version of Roadcrew. The connection was closed and is opened again.',
  },
  RC_INFERENCE_HOST_IMAGE_SUSPECT: {
    message: 'The inference process ended twice while it had this image, so the image is not tried again.',
    hint: 'Keep the image and report it together with the log of the inference process.',
  },
});
