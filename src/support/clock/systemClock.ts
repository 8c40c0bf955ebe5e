import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './Clock.ts';
import { createWallClockNs } from './createWallClockNs.ts';

const monotonicNs = (): bigint => process.hrtime.bigint();

// A double holds today's milliseconds to a quarter of a microsecond, hence whole microseconds before the BigInt.
const wallAtStartNs = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1_000)) * 1_000n;

/** The machine's own clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  nowNs: createWallClockNs(() => Date.now(), monotonicNs, wallAtStartNs - monotonicNs()),
  monotonicNs,
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // Node wraps the reason in an AbortError of its own; callers want the reason that they gave.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
