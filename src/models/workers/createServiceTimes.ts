import type { Clock } from '../../support/clock/Clock.ts';
import { quantile } from '../../support/statistics/quantile.ts';

/** How long batches took of late. All times in milliseconds. */
export interface ServiceTimes {
  add(ms: number): void;
  /** What a batch needs at most, but for one in a hundred; the budget while fewer than 50 were measured. */
  worst(): number;
  /** What a batch usually needs: the median; the budget before the first. */
  usual(): number;
}

const enough = 50;
const most = 500;
/** Older measurements are forgotten: a moment in which the machine was slow must not refuse work for long after it. */
const keptNs = 60_000_000_000n;

/** @param budgetMs assumed until enough was measured */
export function createServiceTimes({
  budgetMs,
  clock,
}: {
  budgetMs: number;
  clock: Pick<Clock, 'monotonicNs'>;
}): ServiceTimes {
  let samples: { readonly atNs: bigint; readonly ms: number }[] = [];
  let known: { worst: number; usual: number } | undefined;

  const summary = (): { worst: number; usual: number } => {
    const oldest = samples[0];
    if (oldest !== undefined && oldest.atNs < clock.monotonicNs() - keptNs) {
      const since = clock.monotonicNs() - keptNs;
      samples = samples.filter(({ atNs }) => atNs >= since);
      known = undefined;
    }
    if (known !== undefined) return known;
    const values = samples.map(({ ms }) => ms);
    known = {
      worst: values.length < enough ? budgetMs : quantile(values, 0.99),
      usual: values.length === 0 ? budgetMs : quantile(values, 0.5),
    };
    return known;
  };

  return {
    add(ms) {
      samples.push({ atNs: clock.monotonicNs(), ms });
      if (samples.length > most) samples.shift();
      known = undefined;
    },
    worst: () => summary().worst,
    usual: () => summary().usual,
  };
}
