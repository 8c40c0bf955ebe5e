import { defineErrors } from '../../../support/errors/defineErrors.ts';

export const faultsError = defineErrors({
  RC_FAULTS_PLAN_INVALID: {
    message: 'The fault plan {plan} is not usable: {reason}.',
    hint: 'Name one of {names}, or a JSON file as docs/simulator.md describes it.',
  },
});
