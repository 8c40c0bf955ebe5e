import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { AxonOptions } from './createAxon.ts';
import type { ClockOffsetEstimate } from './createClockOffset.ts';

// From a refusal in microseconds to a caller's whole timeout.
const secondsBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 9, 12];

/**
 * Declares the metrics of an axon. Labels are bounded: outcomes are error codes, synapses the declared routes; no
 * address and no unverified hotkey ever becomes a label.
 * @returns the observers to create the axon with, and `watch`, which is then given the axon
 */
export function createAxonMetrics(metrics: MetricsRegistry): Required<
  Pick<AxonOptions, 'observe' | 'refusedConnection'>
> & {
  watch(axon: { clockOffset(): ClockOffsetEstimate | null }): void;
} {
  const requests = metrics.counter({
    name: 'axon_requests_total',
    help: 'Requests by synapse and outcome (`answered` or the code of the refusal).',
    labels: ['synapse', 'outcome'],
  });
  const total = metrics.histogram({
    name: 'axon_request_seconds',
    help: 'Time from complete headers to the reply, of answered requests.',
    labels: ['synapse'],
    buckets: secondsBuckets,
  });
  const step = metrics.histogram({
    name: 'axon_step_seconds',
    help: 'Time of each step of answered requests: admission, body, forward.',
    labels: ['step'],
    buckets: secondsBuckets,
  });
  const refused = metrics.counter({
    name: 'axon_refused_connections_total',
    help: 'Connections closed before a request was read, by reason.',
    labels: ['reason'],
  });
  let axon: { clockOffset(): ClockOffsetEstimate | null } | null = null;
  metrics.gauge(
    {
      name: 'axon_clock_offset_seconds',
      help: 'How far this clock is ahead of the verified callers’ clocks (median); NaN until one called.',
    },
    () => axon?.clockOffset()?.seconds ?? Number.NaN,
  );
  metrics.gauge(
    {
      name: 'axon_clock_offset_hotkeys',
      help: 'How many hotkeys the clock offset rests on; with one, that caller’s clock may be the wrong one.',
    },
    () => axon?.clockOffset()?.hotkeys ?? 0,
  );

  return {
    observe({ outcome, synapse, seconds }) {
      requests.inc({ synapse: synapse ?? 'none', outcome });
      if (outcome !== 'answered' || synapse === null) return;
      total.observe({ synapse }, seconds.total);
      for (const name of ['admission', 'body', 'forward'] as const) {
        step.observe({ step: name }, seconds[name]);
      }
    },
    refusedConnection: (reason) => refused.inc({ reason }),
    watch(watched) {
      axon = watched;
    },
  };
}
