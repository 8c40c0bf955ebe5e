import { keysError } from './errors.ts';

/** Substrate's public development phrase, used when a URI has none. Never put value on its keys. */
const DEVELOPMENT_PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
const MAX_LENGTH = 2048;
const URI = /^(?<phrase>[0-9a-zA-Z ]*)(?<path>(?:\/{1,2}[^/]+)*)(?:\/\/\/(?<password>[\s\S]*))?$/;

/** One step of a derivation path. */
export interface Junction {
  hard: boolean;
  name: string;
}

/** The parts of `phrase//hard/soft///password`. `phrase` is a mnemonic or `0x` and a seed in hex. */
export interface SecretUri {
  phrase: string;
  junctions: Junction[];
  password: string;
}

/**
 * Splits a Substrate secret URI (sp_core's `SecretUri`); an absent phrase is the development phrase.
 * @throws RC_KEYS_URI_INVALID, which never repeats the text.
 */
export function parseSecretUri(uri: string): SecretUri {
  if (uri.length > MAX_LENGTH)
    throw keysError('RC_KEYS_URI_INVALID', { reason: `it is longer than ${MAX_LENGTH} characters` });
  const groups = URI.exec(uri)?.groups;
  if (groups === undefined)
    throw keysError('RC_KEYS_URI_INVALID', { reason: 'it does not have the form of a key URI' });
  const junctions = [...(groups.path ?? '').matchAll(/(\/{1,2})([^/]+)/g)].map(([, slashes, name = '']) => ({
    hard: slashes === '//',
    name,
  }));
  return { phrase: groups.phrase || DEVELOPMENT_PHRASE, junctions, password: groups.password ?? '' };
}
