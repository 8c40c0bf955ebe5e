import { defineErrors } from '../../support/errors/defineErrors.ts';

export const synapseError = defineErrors({
  RC_SYNAPSE_FIELD_RESERVED: {
    message: 'The synapse {synapse} declares the field `{field}`, which every synapse has already.',
    hint: 'Give the field another name; the SDK would overwrite it.',
  },
  RC_SYNAPSE_HEADER_DUPLICATE: {
    message: 'The header `{header}` was sent more than once.',
    hint: 'Send each Bittensor header once; two values leave open which of them was signed.',
  },
  RC_SYNAPSE_HEADER_INVALID: {
    message: 'The header `{header}` does not hold {expected}.',
    hint: 'Send the headers as the Bittensor SDK 9 or 10 does (docs/protocol.md lists them).',
  },
  RC_SYNAPSE_JSON_INVALID: {
    message: 'The body is not valid JSON.',
    hint: 'Send the synapse as one JSON object in UTF-8.',
  },
  RC_SYNAPSE_NOT_AN_OBJECT: {
    message: 'The body is JSON, but not an object.',
    hint: 'Send the synapse as one JSON object in UTF-8.',
  },
  RC_SYNAPSE_FIELD_INVALID: {
    message: 'The field `{field}` does not hold {expected}.',
    hint: 'Send the fields with the types that the synapse declares.',
  },
});
