import { base58 } from '@scure/base';
import { encodeSs58 } from './encodeSs58.ts';
import { keysError } from './errors.ts';

// 36 bytes of prefix, key and checksum have at most 50 base58 digits; longer text is not worth decoding.
const MAX_LENGTH = 50;
const CHECKSUM_LENGTH = 2;
const KEY_LENGTH = 32;

const refuse = (reason: string): never => {
  throw keysError('RC_KEYS_SS58_INVALID', { reason });
};

const decodeBase58 = (address: string): Uint8Array => {
  try {
    return base58.decode(address);
  } catch {
    return refuse('it holds characters that are not base58');
  }
};

const readPrefix = (bytes: Uint8Array): number => {
  const [first = 0, second = 0] = bytes;
  if (first < 64) return first;
  return ((first & 0b0011_1111) << 2) | (second >> 6) | ((second & 0b0011_1111) << 8);
};

/**
 * Decodes an SS58 address of a 32-byte key, strictly: only the one canonical text of a key is accepted.
 * @returns the 32-byte public key and the network prefix (42 on Bittensor).
 * @throws RC_KEYS_SS58_INVALID, which never repeats the text (it may be a secret pasted into the wrong place).
 */
export function decodeSs58(address: string): { publicKey: Uint8Array; prefix: number } {
  if (address.length === 0) return refuse('it is empty');
  if (address.length > MAX_LENGTH) return refuse(`it is longer than ${MAX_LENGTH} characters`);
  const bytes = decodeBase58(address);
  const prefixLength = (bytes[0] ?? 0) < 64 ? 1 : 2;
  if (bytes.length !== prefixLength + KEY_LENGTH + CHECKSUM_LENGTH)
    return refuse('it does not hold a 32-byte key');
  const prefix = readPrefix(bytes);
  const publicKey = bytes.slice(prefixLength, prefixLength + KEY_LENGTH);
  // Encoding it again checks the checksum, the reserved prefixes and the one canonical prefix form at once.
  if (reencode(publicKey, prefix) !== address) return refuse('its checksum or its prefix is wrong');
  return { publicKey, prefix };
}

const reencode = (publicKey: Uint8Array, prefix: number): string | null => {
  try {
    return encodeSs58(publicKey, prefix);
  } catch {
    return null;
  }
};
