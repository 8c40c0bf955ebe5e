import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { InferenceHealth, InferenceObserver } from './InferencePool.ts';

// From the head of a tiny model to a validator's whole timeout.
const secondsBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 9];
const sizeBuckets = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/**
 * Declares the metrics of local inference. No image and no release is ever a label.
 * @returns the observer to create the pool with, and `watch`, which is then given the pool
 */
export function createInferenceMetrics(metrics: MetricsRegistry): {
  readonly observer: InferenceObserver;
  watch(pool: { health(): InferenceHealth }): void;
} {
  const answers = metrics.counter({
    name: 'inference_results_total',
    help: 'Images by outcome: `evidence`, or the reason why there was none (`late`, `overloaded`, …).',
    labels: ['outcome'],
  });
  const wall = metrics.histogram({
    name: 'inference_seconds',
    help: 'Time from an image’s arrival to its result, of images with evidence.',
    buckets: secondsBuckets,
  });
  const part = metrics.histogram({
    name: 'inference_part_seconds',
    help: 'Time of each part: queue, decode, hash, preprocess, backbone, head (the last two are shared by a batch).',
    labels: ['part'],
    buckets: secondsBuckets,
  });
  const batchSize = metrics.histogram({
    name: 'inference_batch_size',
    help: 'Images in a batch.',
    buckets: sizeBuckets,
  });
  const batchSeconds = metrics.histogram({
    name: 'inference_batch_seconds',
    help: 'Time of a batch, from the pool to the worker and back.',
    buckets: secondsBuckets,
  });
  const restarts = metrics.counter({
    name: 'inference_worker_restarts_total',
    help: 'Workers that were replaced, by reason: crashed, hung, memory, not-started.',
    labels: ['reason'],
  });
  const swaps = metrics.counter({
    name: 'inference_swaps_total',
    help: 'Changes of the release: done, failed.',
    labels: ['outcome'],
  });
  const swapSeconds = metrics.histogram({
    name: 'inference_swap_seconds',
    help: 'Time of a change of the release, until the old workers were gone.',
    buckets: [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
  });
  let pool: { health(): InferenceHealth } | undefined;
  metrics.gauge({ name: 'inference_queue_length', help: 'Images that wait for a worker.' }, () =>
    Number(pool?.health().queued ?? 0),
  );
  metrics.gauge(
    { name: 'inference_workers_answering', help: 'Workers that are there and were heard of lately.' },
    () => pool?.health().workers.filter(({ state }) => state !== 'silent').length ?? 0,
  );
  metrics.gauge(
    { name: 'inference_workers_resident_bytes', help: 'Resident memory of all workers together.' },
    () => pool?.health().workers.reduce((sum, { residentBytes }) => sum + residentBytes, 0) ?? 0,
  );

  return {
    observer: {
      answered(result, wallMs) {
        answers.inc({ outcome: result.outcome === 'evidence' ? 'evidence' : result.reason });
        if (result.outcome !== 'evidence') return;
        wall.observe(wallMs / 1_000);
        for (const [name, ms] of Object.entries(result.timings)) part.observe({ part: name }, ms / 1_000);
      },
      batch(size, wallMs) {
        batchSize.observe(size);
        batchSeconds.observe(wallMs / 1_000);
      },
      restarted: (reason) => restarts.inc({ reason }),
      swapped(outcome, wallMs) {
        swaps.inc({ outcome });
        if (outcome === 'done') swapSeconds.observe(wallMs / 1_000);
      },
    },
    watch(watched) {
      pool = watched;
    },
  };
}
