import { defineErrors } from '../../../support/errors/defineErrors.ts';

export const openInferenceError = defineErrors({
  RC_OPEN_INFERENCE_ADDRESS_INVALID: {
    message: 'The model server cannot be addressed: {reason}.',
    hint: 'Give an http(s) address without a user, a model name, and the token (if any) as one printable word.',
  },
  RC_OPEN_INFERENCE_UNREACHABLE: {
    message: 'The model server {server} cannot be reached: {reason}.',
    hint: 'Check that it runs, and that address, port and firewall let this machine through.',
  },
  RC_OPEN_INFERENCE_TIMEOUT: {
    message: 'The model server {server} took longer than {milliseconds} ms for {path}.',
    hint: 'Look at its load. Allow more time only where the deadline of the answer does.',
  },
  RC_OPEN_INFERENCE_NOT_READY: {
    message: 'The model server {server} says that {what} is not ready.',
    hint: "Wait until it has loaded the model, or look at the server's log for why it does not.",
  },
  RC_OPEN_INFERENCE_REFUSED: {
    message: 'The model server {server} answered {path} with {status}: {reason}.',
    hint: "401 and 403 ask for another token, 404 for another model or version; all else is in the server's log.",
  },
  RC_OPEN_INFERENCE_REPLY_INVALID: {
    message: 'The model server {server} answered {path} against the Open Inference Protocol: {problem}.',
    hint: 'Check that the address is that of a server of this protocol, version 2, and not of a proxy or a web page.',
  },
  RC_OPEN_INFERENCE_REPLY_TOO_LARGE: {
    message: 'The model server {server} answered {path} with more than {bytes} bytes.',
    hint: 'Use smaller batches. Raise the limit only for a model whose outputs are that large.',
  },
  RC_OPEN_INFERENCE_BINARY_REQUIRED: {
    message: '{what} cannot travel as JSON, and the model server {server} does not announce binary tensors.',
    hint: 'Serve the model with float32 and finite values, or by a server with the extension binary_tensor_data, as Triton.',
  },
});
