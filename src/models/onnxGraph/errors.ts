import { defineErrors } from '../../support/errors/defineErrors.ts';

export const graphError = defineErrors({
  RC_GRAPH_TENSOR_SIZE: {
    message: 'The tensor {name} is {dims} but holds {length} values.',
    hint: 'Give as many values as the product of the dimensions.',
  },
});
