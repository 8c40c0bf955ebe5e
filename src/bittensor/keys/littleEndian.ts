import { hex } from '@scure/base';

/** 32 bytes as an unsigned little-endian integer, and back (0 … 2^256 − 1). */
export const littleEndian = {
  read: (bytes: Uint8Array): bigint => BigInt(`0x${hex.encode(bytes.toReversed())}`),
  write: (value: bigint): Uint8Array => hex.decode(value.toString(16).padStart(64, '0')).reverse(),
};
