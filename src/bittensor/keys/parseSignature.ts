import { hex } from '@scure/base';

const SIGNATURE = /^0x[0-9a-fA-F]{128}$/;

/**
 * Parses a signature as it travels in `bt_header_dendrite_signature`: `0x` and 128 hex digits in either case.
 * @returns its 64 bytes, or `null` for any other text (the Python SDK refuses a missing `0x` too).
 */
export function parseSignature(text: string): Uint8Array | null {
  return SIGNATURE.test(text) ? hex.decode(text.slice(2).toLowerCase()) : null;
}
