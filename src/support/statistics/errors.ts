import { defineErrors } from '../errors/defineErrors.ts';

export const statisticsError = defineErrors({
  RC_STATISTICS_EMPTY: {
    message: '{name} is empty, so there is nothing to compute.',
    hint: 'Pass at least one value, or leave the group out of the report.',
  },
  RC_STATISTICS_LENGTHS_DIFFER: {
    message: '{first} has {firstLength} entries but {second} has {secondLength}.',
    hint: 'Pass one entry per item in both, in the same order.',
  },
  RC_STATISTICS_LABEL_INVALID: {
    message: '{name}[{index}] is {value}, but only 0 and 1 are labels.',
    hint: 'Map every label to 0 or 1 and leave out items without a label.',
  },
  RC_STATISTICS_NOT_FINITE: {
    message: '{name}[{index}] is {value}, which is not a finite number.',
    hint: 'Leave out or repair missing values before computing statistics.',
  },
  RC_STATISTICS_NOT_A_PROBABILITY: {
    message: '{name}[{index}] is {value}, which is outside 0 to 1.',
    hint: 'Pass probabilities; turn logits into probabilities first.',
  },
  RC_STATISTICS_ARGUMENT_OUT_OF_RANGE: {
    message: '{name} is {value}, but must be {range}.',
    hint: 'Correct the argument {name}.',
  },
  RC_STATISTICS_NOT_CONVERGED: {
    message: '{name} did not converge for {arguments}.',
    hint: 'This is a defect of Roadcrew: report it with these arguments.',
  },
});
