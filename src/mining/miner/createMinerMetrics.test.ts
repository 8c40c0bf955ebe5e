import { expect, it } from 'vitest';
import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { createMinerMetrics } from './createMinerMetrics.ts';

const record: PredictionRecord = {
  ...{
    id: 'i',
    at: 0,
    lane: 'challenge',
    caller: 'validator',
    uuid: null,
    outcome: 'answered',
    probability: 0.9,
  },
  ...{ path: 'classifier', stages: [], release: null, wallMs: 8_500, deadlineLeftMs: 500, imageHash: null },
  ...{ perceptualHash: null, imageBytes: 0, error: null },
};

it('has a bounded number of labels, whoever calls and whatever led to the answer', async () => {
  const registry = createMetricsRegistry();
  const metrics = createMinerMetrics(registry);
  for (let index = 0; index < 200; index += 1) {
    metrics.settled({ ...record, caller: `validator-${index}`, path: `path-${index}` }, true);
    metrics.settled({ ...record, caller: `no-longer-${index}` }, false);
  }
  const text = await registry.render();
  const lines = (name: string) => text.split('\n').filter((line) => line.startsWith(`roadcrew_${name}{`));
  expect(lines('miner_requests_total')).toHaveLength(65);
  expect(lines('miner_exits_total').length).toBeLessThanOrEqual(65);
  expect(text).toContain('roadcrew_miner_requests_total{validator="other",outcome="answered"} 336');
  expect(text).not.toContain('no-longer');
});

it('tells guesses from answers, and why they were guesses', async () => {
  const registry = createMetricsRegistry();
  const metrics = createMinerMetrics(registry);
  metrics.settled(record, true);
  const late = { stage: 'classifier', outcome: 'none', reason: 'late', timings: { wall: 250 } } as const;
  metrics.settled({ ...record, outcome: 'guessed', probability: 0.499999, stages: [late] }, true);
  metrics.settled({ ...record, outcome: 'abandoned', probability: null }, true);
  metrics.shortened('busy');
  const text = await registry.render();
  for (const line of [
    'miner_guesses_total{reason="late"} 1',
    'miner_stage_results_total{stage="classifier",outcome="late"} 1',
    'miner_stage_seconds_bucket{le="0.25",stage="classifier"} 1',
    'miner_probability_count 1',
    'miner_confidence_bucket{le="0.9"} 1',
    'miner_answer_seconds_bucket{le="8",validator="validator"} 0',
    'miner_answer_seconds_bucket{le="9",validator="validator"} 2',
    'miner_short_ways_total{reason="busy"} 1',
    'miner_in_flight Nan',
  ]) {
    expect(text).toContain(`roadcrew_${line}`);
  }
});
