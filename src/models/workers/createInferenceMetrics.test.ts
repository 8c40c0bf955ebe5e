import { describe, expect, it } from 'vitest';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { createInferenceMetrics } from './createInferenceMetrics.ts';
import type { InferenceHealth } from './InferencePool.ts';

describe('createInferenceMetrics', () => {
  it('counts results, parts, batches, restarts and swaps, and reads the pool when asked', async () => {
    const registry = createMetricsRegistry();
    const { observer, watch } = createInferenceMetrics(registry);
    expect(await registry.render()).toContain('roadcrew_inference_queue_length 0');
    const worker = { pid: 1, heardMsAgo: 1, residentBytes: 5e6 };
    watch({
      health: () =>
        ({
          queued: 7,
          workers: [
            { ...worker, state: 'busy' },
            { ...worker, state: 'silent' },
          ],
        }) as unknown as InferenceHealth,
    });
    observer.answered(
      {
        ...{ stage: 'classifier', outcome: 'evidence' },
        evidence: { probability: 0.75, release: 'r', details: {} },
        timings: { queue: 2, backbone: 40 },
      },
      45,
    );
    observer.answered({ stage: 'classifier', outcome: 'none', reason: 'late', timings: { queue: 9 } }, 9);
    observer.batch(3, 50);
    observer.restarted('memory');
    observer.swapped('done', 2_000);
    observer.swapped('failed', 3_000);
    const text = await registry.render();
    for (const line of [
      'inference_results_total{outcome="evidence"} 1',
      'inference_results_total{outcome="late"} 1',
      'inference_seconds_sum 0.045',
      'inference_part_seconds_sum{part="backbone"} 0.04',
      'inference_part_seconds_count{part="queue"} 1',
      'inference_batch_size_sum 3',
      'inference_batch_seconds_sum 0.05',
      'inference_worker_restarts_total{reason="memory"} 1',
      'inference_swaps_total{outcome="done"} 1',
      'inference_swaps_total{outcome="failed"} 1',
      'inference_swap_seconds_count 1',
      'inference_queue_length 7',
      'inference_workers_answering 1',
      'inference_workers_resident_bytes 10000000',
    ]) {
      expect(text).toContain(`roadcrew_${line}\n`);
    }
  });
});
