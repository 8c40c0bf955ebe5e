import { quantile } from '../../src/support/statistics/quantile.ts';

/**
 * How memory grew once the server had warmed up: in the second half of the run.
 * @param samples resident bytes, one a second
 * @returns growth in bytes a minute (least squares) and, as a share, from the third quarter's median to the last's
 */
export function summarizeMemory(samples: readonly number[]): { perMinute: number; change: number } {
  const half = samples.slice(Math.floor(samples.length / 2));
  if (half.length < 4) return { perMinute: 0, change: 0 };
  const middle = Math.floor(half.length / 2);
  const meanAt = (half.length - 1) / 2;
  const mean = half.reduce((sum, value) => sum + value, 0) / half.length;
  const across = half.reduce((sum, _, at) => sum + (at - meanAt) ** 2, 0);
  const along = half.reduce((sum, value, at) => sum + (at - meanAt) * (value - mean), 0);
  return {
    perMinute: (along / across) * 60,
    change: quantile(half.slice(middle), 0.5) / quantile(half.slice(0, middle), 0.5) - 1,
  };
}
