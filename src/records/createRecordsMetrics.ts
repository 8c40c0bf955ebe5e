import type { MetricsRegistry } from '../support/metrics/createMetricsRegistry.ts';
import type { RecorderHealth } from './Recorder.ts';

/** What the recorder tells beside its health. */
export interface RecordsObserver {
  /** Records that went to the spill file. */
  spilled(count: number): void;
  /** Seconds that a batch took, in the thread. */
  flushed(seconds: number): void;
  image(outcome: 'kept' | 'lost'): void;
}

const states = ['ok', 'spilling', 'losing'] as const;

/**
 * Declares the metrics of the records. No caller and no hash is ever a label.
 * @param read the recorder's health and what waits in it, bytes
 */
export function createRecordsMetrics(
  metrics: MetricsRegistry,
  read: () => { readonly health: RecorderHealth; readonly waitingBytes: number },
): RecordsObserver & {
  /** Brings the counters to the recorder's numbers. */ update(health: RecorderHealth): void;
} {
  const counted = { offered: 0, written: 0, lost: 0 };
  const counters = {
    offered: metrics.counter({
      name: 'records_offered_total',
      help: 'Predictions that were to be recorded.',
    }),
    written: metrics.counter({ name: 'records_written_total', help: 'Predictions in the database.' }),
    lost: metrics.counter({
      name: 'records_lost_total',
      help: 'Predictions without a record: no space anywhere, or a killed predecessor.',
    }),
  };
  const spilled = metrics.counter({
    name: 'records_spilled_total',
    help: 'Predictions that went to the spill file because the database did not take them.',
  });
  const images = metrics.counter({
    name: 'records_images_total',
    help: 'Images that were to be kept, by outcome: kept, lost.',
    labels: ['outcome'],
  });
  const flush = metrics.histogram({
    name: 'records_flush_seconds',
    help: 'Time of a batch of records, until database or spill file had it.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  });
  metrics.gauge({ name: 'records_waiting', help: 'Records in memory.' }, () => read().health.waiting);
  metrics.gauge(
    { name: 'records_waiting_bytes', help: 'What records and images in memory take.' },
    () => read().waitingBytes,
  );
  metrics.gauge(
    { name: 'records_spill_records', help: 'Records in spill files, which wait for the database.' },
    () => read().health.spilled,
  );
  const state = metrics.gauge({
    name: 'records_state',
    help: '1 for the state that the records are in: ok, spilling (no database), losing (no disk either).',
    labels: ['state'],
  });
  const showState = (current: RecorderHealth['state']) => {
    for (const name of states) state.set({ state: name }, name === current ? 1 : 0);
  };
  showState('ok');

  return {
    spilled: (count) => spilled.inc(count),
    flushed: (seconds) => flush.observe(seconds),
    image: (outcome) => images.inc({ outcome }),
    update(health) {
      for (const name of ['offered', 'written', 'lost'] as const) {
        counters[name].inc(health[name] - counted[name]);
        counted[name] = health[name];
      }
      showState(health.state);
    },
  };
}
