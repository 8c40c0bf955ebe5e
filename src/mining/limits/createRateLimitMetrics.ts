import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { RateLimiterHealth } from './RateLimiter.ts';

export type RateLimitUse = 'validator' | 'token';

/** What limiters tell. One for a registry, however many limiters there are. */
export interface RateLimitMetrics {
  decided(use: RateLimitUse, store: RateLimiterHealth['store'], allowed: boolean): void;
  insured(use: RateLimitUse, insured: boolean): void;
}

/** Declares the metrics of rate limits. */
export function createRateLimitMetrics(metrics: MetricsRegistry): RateLimitMetrics {
  const decisions = metrics.counter({
    name: 'limits_decisions_total',
    help: 'Requests counted, by whose they were, where they were counted, and whether they were within the limit.',
    labels: ['use', 'store', 'outcome'],
  });
  const insurance = metrics.gauge({
    name: 'limits_insured',
    help: '1 while Redis is away and this process counts alone.',
    labels: ['use'],
  });
  return {
    decided: (use, store, allowed) => decisions.inc({ use, store, outcome: allowed ? 'within' : 'over' }),
    insured: (use, insured) => insurance.set({ use }, insured ? 1 : 0),
  };
}
