import { keysError } from './errors.ts';
import { littleEndian } from './littleEndian.ts';

/**
 * Converts an expanded private key (polkadot-js, @scure/sr25519: the scalar times 8) to the canonical form that
 * wallet files hold.
 * @param expanded 64 bytes whose first 32 are a little-endian multiple of 8.
 * @returns 64 bytes: the scalar divided by 8, and the same nonce seed.
 * @throws RC_KEYS_PRIVATE_KEY_INVALID when it is not such a multiple: then it is no expanded key, and dividing it
 *   would silently give another key.
 */
export function toCanonicalPrivateKey(expanded: Uint8Array): Uint8Array {
  if (expanded.length !== 64) {
    throw keysError('RC_KEYS_PRIVATE_KEY_INVALID', {
      reason: `it has ${expanded.length} bytes instead of 64`,
    });
  }
  const scalar = littleEndian.read(expanded.subarray(0, 32));
  if (scalar % 8n !== 0n) {
    throw keysError('RC_KEYS_PRIVATE_KEY_INVALID', { reason: 'its expanded scalar is not a multiple of 8' });
  }
  const canonical = expanded.slice();
  canonical.set(littleEndian.write(scalar / 8n));
  return canonical;
}
