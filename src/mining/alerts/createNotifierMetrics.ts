import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';

/** What notifiers tell. One for a registry, however many notifiers follow each other. */
export interface NotifierMetrics {
  message(outcome: 'delivered' | 'failed' | 'dropped'): void;
}

/** Declares the metrics of messages to the operator. */
export function createNotifierMetrics(metrics: MetricsRegistry): NotifierMetrics {
  const sent = metrics.counter({
    name: 'alert_messages_total',
    help: 'Messages to the webhook: delivered, failed (given up), dropped (too many waited).',
    labels: ['outcome'],
  });
  return { message: (outcome) => sent.inc({ outcome }) };
}
