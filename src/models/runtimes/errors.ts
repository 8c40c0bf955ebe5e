import { defineErrors } from '../../support/errors/defineErrors.ts';

export const runtimeError = defineErrors({
  RC_RUNTIME_MODEL_UNOPENED: {
    message: 'The model {path} cannot be opened on any of the providers: {reasons}.',
    hint: 'Add cpu to the providers, or mend what the reasons name. When cpu fails too, the file is not a usable model.',
  },
  RC_RUNTIME_TYPE_UNSUPPORTED: {
    message: 'The {kind} {name} of the model {path} has the type {type}.',
    hint: 'Export the model with inputs and outputs of float32, float16, int64 or uint8.',
  },
  RC_RUNTIME_FEED_INVALID: {
    message: 'The model cannot run on these inputs: {problem}.',
    hint: 'Pass one tensor for each input that the model names, of its type and dimensions.',
  },
  RC_RUNTIME_RUN_FAILED: {
    message: 'The model failed while it ran: {reason}.',
    hint: 'Look at the reason. A lack of memory asks for smaller batches; all else points to the model file.',
  },
  RC_RUNTIME_CLOSED: {
    message: 'The model is closed.',
    hint: 'Open it again; a closed model takes no more work.',
  },
});
