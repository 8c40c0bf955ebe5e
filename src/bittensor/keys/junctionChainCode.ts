import { sr25519 } from './sr25519.ts';

const U64_LIMIT = 1n << 64n;
const CODE_LENGTH = 32;

const u64 = (value: bigint): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
};

// SCALE compact length: two low bits tell the width (1, 2 or 4 bytes).
const compactLength = (length: number): number[] => {
  if (length < 1 << 6) return [length << 2];
  if (length < 1 << 14) return [((length << 2) | 0b01) & 0xff, length >> 6];
  const wide = length * 4 + 0b10;
  return [wide & 0xff, (wide >>> 8) & 0xff, (wide >>> 16) & 0xff, wide >>> 24];
};

const scaleString = (text: string): Uint8Array => {
  const bytes = new TextEncoder().encode(text);
  return Uint8Array.from([...compactLength(bytes.length), ...bytes]);
};

const encode = (junction: string): Uint8Array => {
  // What Rust's `str::parse::<u64>` takes, an explicit plus sign included.
  const number = /^\+?[0-9]+$/.test(junction) ? BigInt(junction.replace('+', '')) : U64_LIMIT;
  return number < U64_LIMIT ? u64(number) : scaleString(junction);
};

/**
 * The 32-byte chain code of one junction of a derivation path (sp_core's `DeriveJunction`): a number as u64
 * little-endian, other text as a SCALE string; padded with zeros, or hashed with BLAKE2b-256 when longer.
 */
export function junctionChainCode(junction: string): Uint8Array {
  const encoded = encode(junction);
  if (encoded.length > CODE_LENGTH) return sr25519.blake2b256(encoded);
  const code = new Uint8Array(CODE_LENGTH);
  code.set(encoded);
  return code;
}
