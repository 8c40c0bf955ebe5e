import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { ProblemCode } from './errors.ts';

export interface RestMetrics {
  /** @param outcome `answered`, `abandoned`, or the code of the error */
  over(route: 'predictions' | 'other', outcome: 'answered' | 'abandoned' | ProblemCode, wallMs: number): void;
  watch(inFlight: () => number): void;
}

/** Declares the metrics of the REST API. The names of tokens are no labels: an operator may have made many. */
export function createRestMetrics(metrics: MetricsRegistry): RestMetrics {
  const requests = metrics.counter({
    name: 'rest_requests_total',
    help: 'Requests of the REST API by what was asked for and outcome: `answered`, `abandoned`, or the code of the error.',
    labels: ['route', 'outcome'],
  });
  const seconds = metrics.histogram({
    name: 'rest_prediction_seconds',
    help: 'Time from complete headers to the prediction, of those that were answered.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  });
  let inFlight = (): number => 0;
  metrics.gauge({ name: 'rest_in_flight', help: 'Images of the REST API that are read or looked at.' }, () =>
    inFlight(),
  );
  return {
    over(route, outcome, wallMs) {
      requests.inc({ route, outcome });
      if (route === 'predictions' && outcome === 'answered') seconds.observe(wallMs / 1_000);
    },
    watch(read) {
      inFlight = read;
    },
  };
}
