import { base58 } from '@scure/base';
import { keysError } from './errors.ts';
import { ss58Checksum } from './ss58Checksum.ts';

/** Reserved by the SS58 registry: never the prefix of an address. */
const RESERVED_PREFIXES: ReadonlySet<number> = new Set([46, 47]);

// A two-byte prefix is spread so that the first byte always has 01 as its top bits, which marks the long form.
const prefixBytes = (prefix: number): number[] =>
  prefix < 64 ? [prefix] : [((prefix & 0xfc) >> 2) | 0x40, (prefix >> 8) | ((prefix & 0b11) << 6)];

/**
 * Encodes a public key as an SS58 address.
 * @param publicKey 32 bytes.
 * @param prefix the network, 0 … 16383 without 46 and 47; 42 is Bittensor's (and generic Substrate's).
 * @throws RC_KEYS_PUBLIC_KEY_INVALID
 */
export function encodeSs58(publicKey: Uint8Array, prefix = 42): string {
  if (publicKey.length !== 32) {
    throw keysError('RC_KEYS_PUBLIC_KEY_INVALID', { reason: `this one has ${publicKey.length} bytes` });
  }
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > 16_383 || RESERVED_PREFIXES.has(prefix)) {
    throw keysError('RC_KEYS_PUBLIC_KEY_INVALID', { reason: `this prefix is ${prefix}` });
  }
  const payload = Uint8Array.from([...prefixBytes(prefix), ...publicKey]);
  return base58.encode(Uint8Array.from([...payload, ...ss58Checksum(payload)]));
}
