import { createMetricsRegistry, type MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { RestartReason } from './RunningProcess.ts';

export interface SupervisorMetrics extends Pick<MetricsRegistry, 'render' | 'contentType'> {
  restarted(process: string, reason: RestartReason): void;
  upgraded(outcome: 'done' | 'failed'): void;
  reloaded(outcome: 'done' | 'failed'): void;
  adopted(requests: number): void;
  dropped(): void;
  recordsLost(records: number): void;
  /** Processes that did not answer when metrics were asked for. */
  unanswered(process: string): void;
}

export interface SupervisorMetricsSources {
  /** Of each process whether it is ready. */
  readonly up: () => Readonly<Record<string, boolean>>;
  readonly residentBytes: () => Readonly<Record<string, number>>;
  readonly custody: () => { readonly size: number; readonly bytes: number };
  readonly crashLooping: () => number;
}

/** The metrics of the supervisor itself. */
export function createSupervisorMetrics(
  sources: SupervisorMetricsSources,
  registry = createMetricsRegistry({ processMetrics: true }),
): SupervisorMetrics {
  const up = registry.gauge({
    name: 'supervisor_process_up',
    help: 'Whether a process is ready (1) or not (0).',
    labels: ['process'],
  });
  const resident = registry.gauge({
    name: 'supervisor_process_resident_memory_bytes',
    help: 'Memory of a process, as it last said.',
    labels: ['process'],
  });
  const restarts = registry.counter({
    name: 'supervisor_process_restarts_total',
    help: 'Ends of processes that nobody asked for: crashed, hung (silent, and killed), not-started.',
    labels: ['process', 'reason'],
  });
  const upgrades = registry.counter({
    name: 'supervisor_upgrades_total',
    help: 'Upgrades of the miner to the code on disk.',
    labels: ['outcome'],
  });
  const reloads = registry.counter({
    name: 'supervisor_reloads_total',
    help: 'Times that the configuration was read again.',
    labels: ['outcome'],
  });
  registry.gauge(
    { name: 'supervisor_custody_requests', help: 'Requests in flight that are kept beside the miner.' },
    () => sources.custody().size,
  );
  registry.gauge(
    { name: 'supervisor_custody_bytes', help: 'Bytes of the requests that are kept beside the miner.' },
    () => sources.custody().bytes,
  );
  const dropped = registry.counter({
    name: 'supervisor_custody_dropped_total',
    help: 'Requests that were no longer kept, for want of room or after a minute.',
  });
  const adopted = registry.counter({
    name: 'supervisor_custody_adopted_total',
    help: 'Requests of a miner that had ended, given to its successor.',
  });
  const lost = registry.counter({
    name: 'supervisor_records_lost_total',
    help: 'Records that a miner had not written when it ended; an upper bound.',
  });
  registry.gauge(
    { name: 'supervisor_crash_loops', help: 'Processes that end again and again.' },
    sources.crashLooping,
  );
  const unanswered = registry.counter({
    name: 'supervisor_metrics_unanswered_total',
    help: 'Times that a process did not give its metrics within a second.',
    labels: ['process'],
  });
  return {
    contentType: registry.contentType,
    async render() {
      for (const [process, isUp] of Object.entries(sources.up())) up.set({ process }, isUp ? 1 : 0);
      for (const [process, bytes] of Object.entries(sources.residentBytes()))
        resident.set({ process }, bytes);
      return registry.render();
    },
    restarted: (process, reason) => restarts.inc({ process, reason }),
    upgraded: (outcome) => upgrades.inc({ outcome }),
    reloaded: (outcome) => reloads.inc({ outcome }),
    dropped: () => dropped.inc(),
    adopted: (requests) => adopted.inc(requests),
    recordsLost: (records) => lost.inc(records),
    unanswered: (process) => unanswered.inc({ process }),
  };
}
