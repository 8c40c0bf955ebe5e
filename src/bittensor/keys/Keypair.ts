/**
 * An sr25519 key that can sign. Its secret lives in a closure: no property, JSON or `util.inspect` shows it.
 */
export interface Keypair {
  /** SS58 with prefix 42. */
  readonly address: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Signs bytes, or text as UTF-8. @returns 64 bytes; the scheme is randomised, so every call gives others. */
  sign(message: Uint8Array | string): Uint8Array;
}
