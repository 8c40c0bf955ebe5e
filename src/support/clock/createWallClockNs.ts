const NS_PER_MS = 1_000_000n;

/**
 * A wall clock in nanoseconds out of a coarse wall clock (milliseconds) and a fine monotonic one (nanoseconds).
 *
 * Node has no wall clock below a millisecond: `performance.timeOrigin + performance.now()` is fine-grained, but is
 * anchored at the start of the process and so ignores every later correction of the system's clock. Here the
 * monotonic clock only fills in what lies below the millisecond: the estimate is pushed back into the millisecond
 * that the coarse clock shows, and the correction is kept. Drift is thus followed and a step is taken at once.
 *
 * @param nowMs integer milliseconds since 1970
 * @param monotonicNs nanoseconds since any fixed moment
 * @param anchorNs first guess of `wall − monotonic`, in nanoseconds
 */
export function createWallClockNs(
  nowMs: () => number,
  monotonicNs: () => bigint,
  anchorNs: bigint,
): () => bigint {
  let offset = anchorNs;
  return () => {
    const estimate = monotonicNs() + offset;
    const earliest = BigInt(nowMs()) * NS_PER_MS;
    const latest = earliest + NS_PER_MS - 1n;
    if (estimate >= earliest && estimate <= latest) return estimate;
    const corrected = estimate < earliest ? earliest : latest;
    offset += corrected - estimate;
    return corrected;
  };
}
