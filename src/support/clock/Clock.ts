/**
 * Where time comes from. Everything that reads the time or waits takes one, so that a test can own the time
 * (`createManualClock`) and a run can be replayed.
 */
export interface Clock {
  /** Wall clock, milliseconds since 1970 (an integer). May step backwards when the system's clock is set. */
  now(): number;
  /**
   * Wall clock, nanoseconds since 1970. Agrees with `now()` to the millisecond and resolves well below it (about
   * a microsecond with `systemClock`). May step backwards as `now()` may.
   */
  nowNs(): bigint;
  /** Nanoseconds since some fixed moment of this process; never steps back. For measuring durations. */
  monotonicNs(): bigint;
  /**
   * Resolves after `ms` milliseconds (0 or more).
   * @throws the signal's reason as soon as `signal` aborts; the wait is then given up.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
