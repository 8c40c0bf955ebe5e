import type { Clock } from '../../../support/clock/Clock.ts';

/** A clock whose wall time is ahead by so many seconds (behind, when negative); what it measures is not skewed. */
export const skewClock = (clock: Clock, seconds: number): Clock => ({
  monotonicNs: () => clock.monotonicNs(),
  sleep: (ms, signal) => clock.sleep(ms, signal),
  now: () => clock.now() + Math.round(seconds * 1_000),
  nowNs: () => clock.nowNs() + BigInt(Math.round(seconds * 1_000)) * 1_000_000n,
});
