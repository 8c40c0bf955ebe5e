/** Verifies signatures somewhere; where is its maker's choice. */
export interface SignatureVerifier {
  /**
   * As `verifySignature`: `false` for a wrong signature and every malformed input.
   * @throws RC_KEYS_VERIFIER_BUSY when the queue is full, RC_KEYS_VERIFIER_CRASHED, RC_KEYS_VERIFIER_CLOSED
   *   (as rejections, never synchronously).
   */
  verify(
    message: Uint8Array | string,
    signature: Uint8Array,
    publicKey: Uint8Array,
    options?: { wrapped?: boolean },
  ): Promise<boolean>;
  /** Stops the threads; what still waits is rejected with RC_KEYS_VERIFIER_CLOSED. */
  close(): Promise<void>;
}
