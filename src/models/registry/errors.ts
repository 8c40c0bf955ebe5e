import { defineErrors } from '../../support/errors/defineErrors.ts';

/** Errors of finding, fetching and keeping model files. */
export const registryError = defineErrors({
  RC_REGISTRY_MODEL_UNKNOWN: {
    message: 'The registry has no model {id}.',
    hint: '{suggestion}',
  },
  RC_REGISTRY_MODEL_EMBEDDED: {
    message: 'The model {id} ships with Roadcrew.',
    hint: 'There is nothing to pull, verify or remove for it.',
  },
  RC_REGISTRY_MODEL_NOT_INSTALLED: {
    message: 'The model {id} is not installed in {folder}.',
    hint: 'Pull it first: `roadcrew models pull {id}`.',
  },
  RC_REGISTRY_ENVIRONMENT_INVALID: {
    message: 'The environment variable {name} cannot be used: {reason}.',
    hint: 'Correct or unset it; models.endpoints and models.token outrank HF_ENDPOINT and HF_TOKEN.',
  },
  RC_REGISTRY_LICENCE_NOT_ACCEPTED: {
    message: 'The model {id} is under the {title}, which nobody has accepted here yet.',
    hint: 'Read it at {url}; if you accept it, run the command again with --accept-licence {name}.',
  },
  RC_REGISTRY_LICENCE_NAME_WRONG: {
    message: 'The model {id} is not under a licence named {given}, but under {name}.',
    hint: 'Read {url}; if you accept it, pass --accept-licence {name}.',
  },
  RC_REGISTRY_CONFIRMATION_NEEDED: {
    message: 'Nobody can be asked whether to {action}.',
    hint: 'Run it in a terminal, or pass --yes.',
  },
  RC_REGISTRY_DECLINED: {
    message: 'You did not agree to {action}, so nothing was done.',
    hint: 'Run the command again if you change your mind.',
  },
  RC_REGISTRY_ACCESS_DENIED: {
    message: '{endpoint} does not let this account read {repository} (HTTP {status}, {tokenState}).',
    hint: 'Ask for access on https://huggingface.co/{repository}, then give a token of that account that may read gated repositories: HF_TOKEN=… or models.token. The token goes only to the hosts in models.tokenEndpoints.',
  },
  RC_REGISTRY_TOKEN_REFUSED: {
    message: '{endpoint} refused the token (HTTP {status}).',
    hint: 'The token is wrong or has expired. Make a new one at https://huggingface.co/settings/tokens and set HF_TOKEN or models.token.',
  },
  RC_REGISTRY_NOT_FOUND: {
    message: '{endpoint} has no {what} (HTTP {status}).',
    hint: 'A mirror may lag behind: try another one in models.endpoints. The hub answers the same for private repositories without a token. If a locked commit is gone, --update takes the newest one.',
  },
  RC_REGISTRY_RATE_LIMITED: {
    message: '{endpoint} asks for fewer requests (HTTP 429{wait}).',
    hint: 'Wait and run the same command again: what was downloaded is kept. A token (HF_TOKEN) raises the limit.',
  },
  RC_REGISTRY_HUB_FAILED: {
    message: '{endpoint} answered {what} with HTTP {status}.',
    hint: 'Try again later, or name a mirror in models.endpoints. What was downloaded is kept.',
  },
  RC_REGISTRY_UNREACHABLE: {
    message: '{endpoint} cannot be reached: {reason}.',
    hint: 'Check the network and models.endpoints; behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.',
  },
  RC_REGISTRY_STALLED: {
    message: '{endpoint} sent nothing for {seconds} seconds while {what} was read.',
    hint: 'Run the same command again: what was downloaded is kept. models.stallSeconds sets the limit.',
  },
  RC_REGISTRY_CUT: {
    message: 'The connection broke after {received} of {bytes} bytes of {path}.',
    hint: 'Run the same command again: it goes on from there.',
  },
  RC_REGISTRY_REDIRECT_REFUSED: {
    message: '{endpoint} redirected {what} in a way that is not followed: {reason}.',
    hint: 'This endpoint is broken or not to be trusted; use another one in models.endpoints.',
  },
  RC_REGISTRY_ANSWER_INVALID: {
    message: '{endpoint} gave an answer about {what} that is not understood: {reason}.',
    hint: 'Check that models.endpoints names a Hugging Face hub or a mirror of it.',
  },
  RC_REGISTRY_PATH_UNSAFE: {
    message: 'The path {path} is not safe to write: {reason}.',
    hint: 'The listing or the folder was tampered with. Nothing was written there; report it to the owner of the repository.',
  },
  RC_REGISTRY_FILES_MISSING: {
    message: '{repository} at {commit} has no {what}.',
    hint: 'The repository was laid out anew. Report it, so that the registry can follow.',
  },
  RC_REGISTRY_SIZE_MISMATCH: {
    message: '{endpoint} offers {offered} bytes of {path}, which has {bytes}.',
    hint: 'The endpoint holds a truncated or different file; use another one in models.endpoints.',
  },
  RC_REGISTRY_PART_STALE: {
    message: '{endpoint} did not go on from byte {received} of {path}, so it is fetched from its start.',
    hint: 'If this repeats, the endpoint changes files under way; use another one in models.endpoints.',
  },
  RC_REGISTRY_CHECKSUM_MISMATCH: {
    message: '{path} arrived with {algorithm} {actual}, but {expected} was announced.',
    hint: 'It was downloaded twice and thrown away twice. Use another endpoint, or report it to the owner of the repository.',
  },
  RC_REGISTRY_UPSTREAM_CHANGED: {
    message: '{path} of {id} is locked with {algorithm} {locked}, but {endpoint} now has {offered}.',
    hint: 'If you want the new files, pass --update; with --locked the locked commit is kept and the newer one ignored.',
  },
  RC_REGISTRY_DISK_FULL: {
    message: 'There is not enough room in {folder}: {needed} needed, {free} free.',
    hint: 'Free some space (`roadcrew models remove`), or set models.folder to a larger disk. What was downloaded is kept.',
  },
  RC_REGISTRY_DISK_FAILED: {
    message: '{path} cannot be {action}: {reason}.',
    hint: 'Check the rights and the disk of models.folder.',
  },
  RC_REGISTRY_LOCK_INVALID: {
    message: 'The lock file {path} cannot be read: {reason}.',
    hint: 'Restore it from a backup; or move it away and pull the models again, which locks anew what the hub has today.',
  },
  RC_REGISTRY_BUSY: {
    message: 'Another process ({process}) is working in {folder}.',
    hint: 'Wait for it to end. If no such process runs on any machine, remove {path}.',
  },
  RC_REGISTRY_CHANGED_MEANWHILE: {
    message: 'Another process changed {folder} while this pull was being planned.',
    hint: 'Run the same command again.',
  },
  RC_REGISTRY_INTERRUPTED: {
    message: 'Pulling {id} was stopped; {received} of {bytes} are on the disk.',
    hint: 'Run the same command again: it goes on from there.',
  },
  RC_REGISTRY_VERIFY_FAILED: {
    message: '{count} of {total} locked files are not as they were locked:\n{table}',
    hint: '`roadcrew models pull` fetches what is missing or damaged again.',
  },
});
