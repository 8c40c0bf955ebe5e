import { defineErrors } from '../../support/errors/defineErrors.ts';

export const demoError = defineErrors({
  RC_DEMO_CHALLENGES_LOST: {
    message: '{lost} of {sent} challenges were not answered; the first said: {reason}.',
    hint: 'This must not happen on a healthy machine. Run it again with --verbose, and report it if it stays.',
  },
});
