import { sr25519 } from './sr25519.ts';

const encoder = new TextEncoder();
const WRAP_START = encoder.encode('<Bytes>');
const WRAP_END = encoder.encode('</Bytes>');

const wrap = (message: Uint8Array): Uint8Array => {
  const wrapped = new Uint8Array(WRAP_START.length + message.length + WRAP_END.length);
  wrapped.set(WRAP_START);
  wrapped.set(message, WRAP_START.length);
  wrapped.set(WRAP_END, WRAP_START.length + message.length);
  return wrapped;
};

const isBytes = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length;

/**
 * Verifies an sr25519 signature over `message` or, as browser wallets sign, over `<Bytes>message</Bytes>`; the same
 * two tries as the Rust wallet's `Keypair.verify`, also when the message already is wrapped. Synchronous, about
 * 0.4 ms for a good signature and twice that for a forged one.
 * @param message bytes, or text that is taken as UTF-8 (the Rust wallet reads text that starts with `0x` as hex; this
 *   function does not).
 * @param signature 64 bytes. @param publicKey 32 bytes; the all-zero key (the identity point, for which anybody can
 *   sign) is refused.
 * @param options.wrapped whether the second try is made; without it a forgery costs no more than a good signature
 * @returns `false` for a wrong signature and for every malformed input. Never throws.
 */
export function verifySignature(
  message: Uint8Array | string,
  signature: Uint8Array,
  publicKey: Uint8Array,
  { wrapped = true }: { wrapped?: boolean } = {},
): boolean {
  if (!isBytes(signature, 64) || !isBytes(publicKey, 32) || !publicKey.some((byte) => byte !== 0))
    return false;
  try {
    const bytes = typeof message === 'string' ? encoder.encode(message) : message;
    if (sr25519.verify(bytes, signature, publicKey)) return true;
    return wrapped && sr25519.verify(wrap(bytes), signature, publicKey);
  } catch {
    return false;
  }
}
