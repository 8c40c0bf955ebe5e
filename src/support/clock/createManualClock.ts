import type { Clock } from './Clock.ts';

/** A clock that moves only when told. */
export interface ManualClock extends Clock {
  /**
   * Moves time forward by `ms` (fractions allowed, to the microsecond), waking sleepers in order of their time.
   * Awaiting it lets everything that they started run up to its next wait.
   */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock alone, as an operator or NTP would: sleepers and the monotonic clock do not notice. */
  setWall(ms: number): void;
  /** How many `sleep`s are waiting. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly dueNs: bigint;
  readonly wake: () => void;
}

const toNs = (ms: number): bigint => BigInt(Math.round(ms * 1_000)) * 1_000n;

/** @param startNs wall clock at the start: nanoseconds since 1970. */
export function createManualClock(startNs = 1_767_225_600_000_000_000n): ManualClock {
  let elapsed = 0n;
  let wallOffset = startNs;
  const sleepers = new Set<Sleeper>();

  // A macrotask, after all promise callbacks that are ready and those that they make ready.
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const nextDue = (limit: bigint): Sleeper | undefined =>
    [...sleepers].filter(({ dueNs }) => dueNs <= limit).sort((a, b) => Number(a.dueNs - b.dueNs))[0];

  return {
    now: () => Number((wallOffset + elapsed) / 1_000_000n),
    nowNs: () => wallOffset + elapsed,
    monotonicNs: () => elapsed,
    get sleepers() {
      return sleepers.size;
    },
    setWall(ms) {
      wallOffset = toNs(ms) - elapsed;
    },
    sleep(ms, signal) {
      return new Promise<void>((resolve, reject) => {
        signal?.throwIfAborted();
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          dueNs: elapsed + toNs(Math.max(0, ms)),
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
      });
    },
    async advance(ms) {
      const target = elapsed + toNs(ms);
      await settle();
      for (let next = nextDue(target); next; next = nextDue(target)) {
        if (next.dueNs > elapsed) elapsed = next.dueNs;
        next.wake();
        await settle();
      }
      elapsed = target;
    },
  };
}
