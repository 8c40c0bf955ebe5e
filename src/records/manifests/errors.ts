import { defineErrors } from '../../support/errors/defineErrors.ts';

export const manifestsError = defineErrors({
  RC_MANIFESTS_UNREADABLE: {
    message: 'The manifest {path} cannot be read: {reason}.',
    hint: 'Name a CSV file with the columns file and label.',
  },
  RC_MANIFESTS_CSV_INVALID: {
    message: '{path} is not CSV: line {line}: {problem}.',
    hint: 'Write it as RFC 4180: cells with commas, quotes or line breaks in double quotes, and each quote inside of them twice.',
  },
  RC_MANIFESTS_COLUMNS_INVALID: {
    message: 'The first line of the manifest {path} {problem}.',
    hint: 'It names the columns: file,label and, if wanted, source_group; others are ignored.',
  },
  RC_MANIFESTS_ROWS_INVALID: {
    message: 'The manifest {path} has faults ({count}): {list}.',
    hint: 'file is a path inside the root, each once, without ..; label is 0 (no roadwork) or 1 (roadwork).',
  },
  RC_MANIFESTS_ROOT_UNREADABLE: {
    message: 'The folder {root} cannot be read: {reason}.',
    hint: 'Name the folder to which the paths of the manifest are relative.',
  },
});
