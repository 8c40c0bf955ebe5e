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
  /** What a successor should begin with: hotkeys and their offsets in seconds. */
  export(): [hotkey: string, seconds: number][];
}

const samplesPerHotkey = 16;
const maximumHotkeys = 256;

const smallest = ({ samples }: { readonly samples: readonly number[] }): number => Math.min(...samples);

/**
 * Estimates the clock offset as the median over hotkeys of each one's smallest of its last 16 offsets: the way here and
 * any waiting only ever add to an offset, and one caller with a wrong clock, or one that calls often, does not decide.
 * @param known from a predecessor. The first callers of a process that replaces another one have waited for it, all of
 *   them, and would make this machine's clock look wrong.
 */
export function createClockOffset(known: Iterable<readonly [string, number]> = []): ClockOffset {
  const offsets = new Map<string, { newest: bigint; samples: number[] }>();
  for (const [hotkey, seconds] of known) offsets.set(hotkey, { newest: 0n, samples: [seconds] });
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
        seconds: quantile([...offsets.values()].map(smallest), 0.5),
        hotkeys: offsets.size,
      };
    },
    export: () => [...offsets].map(([hotkey, entry]) => [hotkey, smallest(entry)]),
  };
}
