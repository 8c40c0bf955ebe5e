import { defineErrors } from '../../support/errors/defineErrors.ts';

export const releaseError = defineErrors({
  RC_RELEASE_UNREADABLE: {
    message: 'The release {folder} cannot be read: {reason}.',
    hint: 'Name a folder that holds a release.json, or leave the option out to take the starter release.',
  },
  RC_RELEASE_INVALID: {
    message: 'The release.json of {folder} is not a valid release: {problems}.',
    hint: 'Take the release from its source again; one that you made yourself needs the named fields mended.',
  },
  RC_RELEASE_FILE_MISSING: {
    message: 'The release {release} lacks its file {path}.',
    hint: 'Copy the whole folder of the release again.',
  },
  RC_RELEASE_FILE_CHANGED: {
    message: 'The file {path} of the release {release} is not what was released: {reason}.',
    hint: 'Copy the file again from a source that you trust. A file changed on purpose belongs into a new release.',
  },
  RC_RELEASE_FILE_OUTSIDE: {
    message: 'The file {path} of the release {release} is a link that leads out of its folder.',
    hint: 'Put the file itself into the folder of the release.',
  },
  RC_RELEASE_FILE_UNKNOWN: {
    message: 'The release {release} has no file {path}.',
    hint: 'This is a defect of the program that asked: only files that release.json lists can be opened.',
  },
});
