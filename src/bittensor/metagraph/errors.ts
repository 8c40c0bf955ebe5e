import { defineErrors } from '../../support/errors/defineErrors.ts';

export const metagraphError = defineErrors({
  RC_METAGRAPH_UNREADABLE: {
    message: 'The metagraph file {file} cannot be read: {reason}.',
    hint: 'Check the path in metagraph.file or metagraph.validators, and that this user may read it.',
  },
  RC_METAGRAPH_NOT_JSON: {
    message: 'The metagraph file {file} is not JSON: {reason}.',
    hint: 'docs/configuration.md shows the form. Write to another file and rename it, so that nobody reads half of it.',
  },
  RC_METAGRAPH_INVALID: {
    message: 'The metagraph file {file} is wrong: {problems}.',
    hint: 'docs/configuration.md shows the form.',
  },
  RC_METAGRAPH_HOTKEY_INVALID: {
    message: 'In {file}, {place} has a hotkey that is no SS58 address: {reason}.',
    hint: 'Write each hotkey as `btcli subnet metagraph` prints it.',
  },
  RC_METAGRAPH_HOTKEY_TWICE: {
    message: 'In {file}, the hotkey {hotkey} is there twice, the second time at {place}.',
    hint: 'A hotkey has one place on a subnet; remove the wrong one.',
  },
  RC_METAGRAPH_OTHER_SUBNET: {
    message: 'The metagraph file {file} is of subnet {found}, not of subnet {expected}.',
    hint: 'Name the file of the right subnet, or set metagraph.netuid.',
  },
});
