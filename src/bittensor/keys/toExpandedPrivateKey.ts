import { keysError } from './errors.ts';
import { littleEndian } from './littleEndian.ts';

/** The order of the ristretto255 group (RFC 9496). */
const GROUP_ORDER = (1n << 252n) + 27_742_317_777_372_353_535_851_937_790_883_648_493n;

/**
 * Converts the canonical private key of a wallet file to the expanded form that polkadot-js and the wasm take: the
 * scalar (first 32 bytes, little-endian) times the cofactor 8; the nonce seed (last 32 bytes) stays.
 * @param canonical 64 bytes with a scalar in 1 … group order − 1.
 * @throws RC_KEYS_PRIVATE_KEY_INVALID
 */
export function toExpandedPrivateKey(canonical: Uint8Array): Uint8Array {
  if (canonical.length !== 64) {
    throw keysError('RC_KEYS_PRIVATE_KEY_INVALID', {
      reason: `it has ${canonical.length} bytes instead of 64`,
    });
  }
  const scalar = littleEndian.read(canonical.subarray(0, 32));
  if (scalar === 0n || scalar >= GROUP_ORDER) {
    throw keysError('RC_KEYS_PRIVATE_KEY_INVALID', {
      reason: 'its scalar is zero or not below the group order',
    });
  }
  const expanded = canonical.slice();
  expanded.set(littleEndian.write(scalar * 8n));
  return expanded;
}
