import { defineErrors } from '../support/errors/defineErrors.ts';

/** Errors of the command line itself. */
export const cliError = defineErrors({
  RC_CLI_USAGE: {
    message: 'The command was not understood: {problem}.',
    hint: '{suggestion}',
  },
  RC_CLI_INTERRUPTED: {
    message: 'The command was stopped by {signal}.',
    hint: 'Run it again to start over.',
  },
  RC_INTERNAL_UNEXPECTED: {
    message: 'Something failed that should not: {problem}.',
    hint: 'This is a defect of Roadcrew. Run it again with --verbose and report what it prints, without secrets.',
  },
});
