import { createHash } from 'node:crypto';

/**
 * The two checksum bytes of an SS58 address: the start of BLAKE2b-512 over "SS58PRE" and the payload (Substrate's
 * SS58 registry page).
 */
export function ss58Checksum(payload: Uint8Array): Uint8Array {
  return createHash('blake2b512').update('SS58PRE').update(payload).digest().subarray(0, 2);
}
