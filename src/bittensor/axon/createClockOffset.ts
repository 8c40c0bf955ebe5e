import { quantile } from '../../support/statistics/quantile.ts';

/** How far this machine's clock is ahead of the callers' clocks, as far as verified nonces tell. */
export interface ClockOffsetEstimate {
  /** Seconds; positive when this clock is ahead (the time that requests travel counts in, some milliseconds). */
  seconds: number;
  /** How many hotkeys the estimate rests on. With one, that caller's clock may be the wrong one. */
  hotkeys: number;
}

export interface ClockOffset {
  /**
   * Records a verified nonce. Only nonces newer than the newest of that hotkey count: a stranger who sends a
   * captured request again and again would otherwise make our clock look ever more wrong.
   * @param nonce nanoseconds since 1970 by the caller's clock
   * @param receivedNs the same moment, plus the way here, by ours
   */
  record(hotkey: string, nonce: bigint, receivedNs: bigint): void;
  /** `null` until something was recorded. */
  estimate(): ClockOffsetEstimate | null;
}

const samplesPerHotkey = 16;
const maximumHotkeys = 256;

const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
 * Estimates the clock offset as the median over hotkeys of each one's median of its last 16 offsets, so that one
 * caller with a wrong clock, or one that calls often, does not decide.
 */
export function createClockOffset(): ClockOffset {
  const offsets = new Map<string, { newest: bigint; samples: number[] }>();
  return {
    record(hotkey, nonce, receivedNs) {
      const known = offsets.get(hotkey) ?? { newest: 0n, samples: [] };
      if (nonce <= known.newest) return;
      known.newest = nonce;
      known.samples.push(Number(receivedNs - nonce) / 1e9);
      if (known.samples.length > samplesPerHotkey) known.samples.shift();
      offsets.delete(hotkey);
      offsets.set(hotkey, known);
      const oldest = offsets.keys().next().value;
      if (offsets.size > maximumHotkeys && oldest !== undefined) offsets.delete(oldest);
    },
    estimate() {
      if (offsets.size === 0) return null;
      return {
        seconds: median([...offsets.values()].map(({ samples }) => median(samples))),
        hotkeys: offsets.size,
      };
    },
  };
}
