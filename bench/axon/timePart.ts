import { quantile } from '../../src/support/statistics/quantile.ts';

/**
 * Times `work`.
 * @param seconds how long, the first fifth of it only to warm up
 * @returns microseconds a call: the median over batches of about 2 ms, so that interruptions do not count
 */
export function timePart(work: () => unknown, seconds: number): number {
  const batch = (repeats: number): number => {
    const startMs = performance.now();
    for (let index = 0; index < repeats; index += 1) work();
    return ((performance.now() - startMs) / repeats) * 1000;
  };
  const run = (limit: number): number[] => {
    const timesUs: number[] = [];
    const endMs = performance.now() + limit * 1000;
    for (let last = batch(1); performance.now() < endMs || timesUs.length === 0; timesUs.push(last)) {
      last = batch(Math.max(1, Math.round(2000 / Math.max(last, 0.01))));
    }
    return timesUs;
  };
  run(seconds / 5);
  return quantile(run(seconds * 0.8), 0.5);
}
