import { defineErrors } from '../errors/defineErrors.ts';

/** Errors of reading the configuration. */
export const configError = defineErrors({
  RC_CONFIG_INVALID: {
    message: 'The configuration cannot be used:\n{problems}',
    hint: 'Correct every line above; `roadcrew config show` prints each value and where it came from.',
  },
  RC_CONFIG_FILE_UNREADABLE: {
    message: 'The configuration file {path} cannot be read: {reason}.',
    hint: 'Check the path and its permissions, or leave --config and ROADCREW_CONFIG away to use the defaults.',
  },
  RC_CONFIG_FILE_TOO_LARGE: {
    message: 'The configuration file {path} is larger than {limit} bytes.',
    hint: 'A configuration is a few kilobytes: check that this is the right file.',
  },
  RC_CONFIG_FILE_NOT_YAML: {
    message: 'The configuration file {path} is not plain YAML, line {line}: {reason}.',
    hint: 'Correct that line. Anchors, aliases, tags and several documents in one file are not allowed.',
  },
});
