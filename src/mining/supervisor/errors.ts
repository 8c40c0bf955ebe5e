import { defineErrors } from '../../support/errors/defineErrors.ts';

export const supervisorError = defineErrors({
  RC_SUPERVISOR_START_FAILED: {
    message: 'The process {process} did not start: {reason}.',
    hint: 'The log lines before this one say more; `roadcrew doctor` checks this machine.',
  },
  RC_SUPERVISOR_PROCESS_GONE: {
    message: 'The process {process} is gone.',
    hint: 'It is started again by itself; if it keeps ending, its last log lines say why.',
  },
  RC_SUPERVISOR_NO_HOTKEY: {
    message: 'There is no hotkey {name} in the wallet {wallet}, so nobody can sign for this miner.',
    hint: 'Copy the public half {name}pub.txt here, name the address by --hotkey, or make one: `roadcrew wallet create-hotkey`.',
  },
  RC_SUPERVISOR_NO_VALIDATORS: {
    message: 'Nothing says which validators to answer.',
    hint: 'Name a metagraph snapshot by --metagraph FILE, or validators by --validators FILE (one SS58 address a line).',
  },
  RC_SUPERVISOR_UPGRADE_FAILED: {
    message: 'The new miner could not take over: {reason}.',
    hint: 'The old one goes on. Mend what is wrong and send SIGUSR2 again.',
  },
});
