import { defineErrors } from '../../../support/errors/defineErrors.ts';

export const sessionError = defineErrors({
  RC_SIMULATE_FILE_FAILED: {
    message: '{path} could not be written: {reason}.',
    hint: 'Check the path, the space on the disk, and that you may write there.',
  },
  RC_SIMULATE_KEYS_INVALID: {
    message: 'The key file {path} is not usable: line {line} is no seed.',
    hint: 'It holds one seed a line, 0x and 64 hexadecimal digits. Name a file that does not exist to have one made.',
  },
  RC_SIMULATE_KEYS_TOO_FEW: {
    message: 'The key file {path} has keys for {count} validators, not for {needed}.',
    hint: 'Ask for fewer validators by --validators, or name a file that does not exist to have one made.',
  },
  RC_SIMULATE_KEYS_UNREADABLE: {
    message: 'The key file {path} cannot be read: {reason}.',
    hint: 'Check the path and that you may read it.',
  },
  RC_SIMULATE_KEYS_UNSAFE: {
    message: 'Others than you may read the key file {path}.',
    hint: 'Run `chmod 600` on it. If others had it, have a new one made.',
  },
  RC_SIMULATE_TARGET_PUBLIC: {
    message:
      '{targets} is not on this machine or in a private network: this would send signed traffic to somebody.',
    hint: 'Only test miners that are yours. If this one is, say so by --yes.',
  },
});
