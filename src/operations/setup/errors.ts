import { defineErrors } from '../../support/errors/defineErrors.ts';

/** Errors of setting a miner up. */
export const setupError = defineErrors({
  RC_SETUP_FILE_EXISTS: {
    message: 'There is a configuration already: {path}.',
    hint: 'Look at it with `roadcrew config show`, or replace it with --force, which keeps the old one beside it.',
  },
  RC_SETUP_ANSWERS_NEEDED: {
    message: 'Nobody can be asked here: standard input is no terminal, or --json was given.',
    hint: 'Take the defaults with --yes, or move over with --from-env FILE; then change the file.',
  },
  RC_SETUP_WRITE_FAILED: {
    message: 'The configuration could not be written to {path}: {reason}.',
    hint: 'Check the folder and its permissions, or print the configuration with --stdout.',
  },
  RC_SETUP_ENV_UNREADABLE: {
    message: 'The file {path} cannot be read: {reason}.',
    hint: 'Name the miner.env of the Python miner; it lies in the folder of its repository.',
  },
  RC_SETUP_ENV_INVALID: {
    message: 'The file {path} is not understood:\n{problems}',
    hint: 'Correct these lines: each is NAME=value, with quotes around values that hold spaces.',
  },
  RC_SETUP_ENV_HOLDS_KEY: {
    message: 'The file {path} holds what looks like a mnemonic or a private key, line {line}.',
    hint: 'Nothing was taken from it. Remove it there; keys belong in wallet files alone. If others could read that file, move what the key holds to a new one.',
  },
});
