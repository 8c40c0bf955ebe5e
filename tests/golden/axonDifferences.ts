/**
 * The recorded cases in which our axon decides otherwise than the official one, on purpose. docs/protocol.md shows
 * the same table; `axon.test.ts` holds both together.
 */
export const axonDifferences: Readonly<Record<string, { ours: 'allow' | 'deny'; reason: string }>> = {
  signature_missing: { ours: 'deny', reason: 'anybody could speak for a validator' },
  signature_empty: { ours: 'deny', reason: 'anybody could speak for a validator' },
  dendrite_version_missing_skips_window: { ours: 'deny', reason: 'its nonce carries no time to check' },
  dendrite_version_below_7002000_skips_window: { ours: 'deny', reason: 'its nonce carries no time to check' },
  first_nonce_1h_in_future: { ours: 'deny', reason: 'it could be replayed for an hour' },
  first_nonce_1h_old_but_unsigned_timeout_header_4000: {
    ours: 'deny',
    reason: 'the timeout header is not signed and must not stretch the window',
  },
  body_20MB: { ours: 'deny', reason: 'a body may have 16 MiB (axon.limits.bodyBytes)' },
  get_with_body: { ours: 'deny', reason: 'no dendrite sends GET' },
  older_nonce_same_uuid: {
    ours: 'allow',
    reason: 'requests overtake each other; an unseen nonce inside the window is no replay',
  },
};
