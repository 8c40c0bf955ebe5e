import { defineErrors } from '../../support/errors/defineErrors.ts';

export const dendriteError = defineErrors({
  RC_DENDRITE_AXON_INVALID: {
    message: 'The axon `{ip}` port {port} cannot be called.',
    hint: 'Give an IPv4 or IPv6 address and a port from 1 to 65535; a neuron that shows 0.0.0.0 announced none.',
  },
  RC_DENDRITE_TIMEOUT_INVALID: {
    message: 'The timeout of {timeout} s cannot be used.',
    hint: 'Give a number of seconds above 0 and at most 3600.',
  },
});
