import { createHash, timingSafeEqual } from 'node:crypto';
import type { RestConfig } from './configSchema.ts';

/** A caller whose token was known. */
export interface RestCaller {
  readonly name: string;
  /** SHA-256 of the token, 64 hexadecimal digits. */
  readonly sha256: string;
}

const scheme = /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i;
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Makes the check of `Authorization: Bearer …` (RFC 6750, section 2.1). Only hashes are kept and compared, and every
 * one of them is looked at, so that the time tells nothing of the tokens.
 * @returns for the value of the header: who calls; or `missing`, `invalid`
 */
export function createTokenCheck(
  tokens: RestConfig['tokens'],
): (authorization: string | undefined) => RestCaller | 'missing' | 'invalid' {
  const known = tokens.map((entry) => ({
    name: entry.name,
    hash: 'token' in entry ? digest(entry.token) : Buffer.from(entry.sha256, 'hex'),
  }));
  return (authorization) => {
    if (authorization === undefined) return 'missing';
    const token = scheme.exec(authorization)?.[1];
    if (token === undefined) return 'invalid';
    const shown = digest(token);
    let caller: RestCaller | 'invalid' = 'invalid';
    for (const { name, hash } of known) {
      if (timingSafeEqual(shown, hash)) caller = { name, sha256: hash.toString('hex') };
    }
    return caller;
  };
}
