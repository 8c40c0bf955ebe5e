import { formatBytes } from '../../../models/registry/formatBytes.ts';
import type { Clock } from '../../../support/clock/Clock.ts';

const windowMs = 10_000;

/** Seconds for people: `45 s`, `3 min`, `2 h 5 min`. */
const formatSeconds = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/**
 * Turns byte counts into a line such as `1.2 GB of 17.5 GB (7 %), 45.0 MB/s, 6 min left`. The rate is that of the last
 * ten seconds, and tells of bytes that came in, not of those that were there before.
 */
export function describeProgress(clock: Clock): (received: number, total: number) => string {
  const samples: { ms: number; received: number }[] = [];
  return (received, total) => {
    const ms = Number(clock.monotonicNs() / 1_000_000n);
    const last = samples.at(-1);
    // A part that was thrown away makes the count fall: rates start anew.
    if (last !== undefined && received < last.received) samples.length = 0;
    // Ten samples a second are plenty.
    if (last === undefined || ms - last.ms >= 100 || samples.length === 0) samples.push({ ms, received });
    while (samples.length > 2 && ms - (samples[0]?.ms ?? ms) > windowMs) samples.shift();
    const first = samples[0] ?? { ms, received };
    const rate = ms > first.ms ? ((received - first.received) * 1_000) / (ms - first.ms) : 0;
    const share = total === 0 ? 100 : Math.floor((100 * received) / total);
    const text = `${formatBytes(received)} of ${formatBytes(total)} (${share} %)`;
    if (rate < 1) return text;
    return `${text}, ${formatBytes(rate)}/s, ${formatSeconds((total - received) / rate)} left`;
  };
}
