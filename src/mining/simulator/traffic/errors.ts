import { defineErrors } from '../../../support/errors/defineErrors.ts';

export const trafficError = defineErrors({
  RC_TRAFFIC_EXISTS: {
    message: '{path} is there already.',
    hint: 'Name another file, or move that one away: recordings are not overwritten.',
  },
  RC_TRAFFIC_FILE_UNREADABLE: {
    message: 'The traffic file {path} cannot be read: {reason}.',
    hint: 'Check the path and that you may read it.',
  },
  RC_TRAFFIC_FORMAT_UNKNOWN: {
    message: 'This is no traffic file that can be read here: {reason}.',
    hint: 'Traffic files are written by `roadcrew simulate --record`. A newer version may need a newer Roadcrew.',
  },
  RC_TRAFFIC_IMAGE_DAMAGED: {
    message: 'The image {sha256} of challenge {challenge} is missing or not what was recorded: {reason}.',
    hint: 'Images of a recording may lie in the folder beside it; copy both together.',
  },
  RC_TRAFFIC_LINE_DAMAGED: {
    message: 'Line {line} of the traffic is damaged: {reason}.',
    hint: 'Copy the file again from where it was recorded. What precedes the line is intact.',
  },
  RC_TRAFFIC_TOO_LARGE: {
    message: 'The traffic is too large: more than {limit} {unit}.',
    hint: 'Record shorter runs, several if need be.',
  },
  RC_TRAFFIC_WRITE_FAILED: {
    message: 'The traffic could not be recorded in {path}: {reason}.',
    hint: 'Check the space on the disk and that you may write there. What was written before can be replayed.',
  },
});
