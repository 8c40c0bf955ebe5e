/**
 * The moment by which an answer must exist. It travels with a request to the last stage and across process borders:
 * on Linux and macOS all processes of a machine read the same monotonic clock.
 */
export interface Deadline {
  /** `clock.monotonicNs()` at which the time is over. */
  readonly atNs: bigint;
  /** Stake of who waits, rao: of two that are due at the same moment, the one with more goes first. */
  readonly stake?: bigint | undefined;
}
