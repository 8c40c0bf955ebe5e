import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { MinerStatus } from './Miner.ts';

/** Whether there is a model: `never` since the start, or it is being loaded (again), or it answers. */
export type ModelState = 'never' | 'loading' | 'ready';

export const modelStates: readonly ModelState[] = ['never', 'loading', 'ready'];

/** What the gauges read when Prometheus asks. */
export interface MinerGauges {
  status(): MinerStatus;
  modelState(): ModelState;
  readonly concurrencyLimit: number;
  pressure(): number;
}

export interface MinerMetrics {
  /** A challenge is over. @param permitted whether the newest snapshot has a permit for its caller */
  settled(record: PredictionRecord, permitted: boolean): void;
  /** An answer took the short way. */
  shortened(reason: 'rate' | 'busy'): void;
  watch(miner: MinerGauges): void;
}

// 9 is what validators of this subnet wait, 12 the most that is believed of anybody.
const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12];
const tenths = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1];
const mostLabels = 64;

/** Keeps a label to its first 64 values; what comes later is `other`. */
const boundedLabel = (): ((value: string) => string) => {
  const known = new Set<string>();
  return (value) => {
    if (known.size < mostLabels) known.add(value);
    return known.has(value) ? value : 'other';
  };
};

/** Why an answer rests on nothing: the error, or what the last stage said. */
const guessReason = ({ error, stages }: PredictionRecord): string => {
  const last = stages.at(-1);
  if (last?.outcome === 'none') return last.reason;
  return error ?? 'no-stage';
};

/** Declares the metrics of a miner. Validators are labels only while the metagraph has a permit for them. */
export function createMinerMetrics(metrics: MetricsRegistry): MinerMetrics {
  const requests = metrics.counter({
    name: 'miner_requests_total',
    help: 'Verified challenges by validator and outcome: answered, guessed, late, abandoned, failed.',
    labels: ['validator', 'outcome'],
  });
  const answerSeconds = metrics.histogram({
    name: 'miner_answer_seconds',
    help: 'Time from complete headers to the answer.',
    labels: ['validator'],
    buckets: secondsBuckets,
  });
  const leftSeconds = metrics.histogram({
    name: 'miner_time_left_seconds',
    help: 'What was left of the caller’s time when the answer left.',
    buckets: [0, ...secondsBuckets],
  });
  const probability = metrics.histogram({
    name: 'miner_probability',
    help: 'Probabilities of roadwork that were answered, guesses left out.',
    buckets: tenths,
  });
  const confidence = metrics.histogram({
    name: 'miner_confidence',
    help: 'Confidence of the answers, max(p, 1 − p), guesses left out.',
    buckets: [0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99, 1],
  });
  const exits = metrics.counter({
    name: 'miner_exits_total',
    help: 'Answers by the stages that led to them.',
    labels: ['path'],
  });
  const stageSeconds = metrics.histogram({
    name: 'miner_stage_seconds',
    help: 'Time of a stage.',
    labels: ['stage'],
    buckets: secondsBuckets,
  });
  const stageResults = metrics.counter({
    name: 'miner_stage_results_total',
    help: 'Results of a stage: evidence, or why there is none.',
    labels: ['stage', 'outcome'],
  });
  const guesses = metrics.counter({
    name: 'miner_guesses_total',
    help: 'Answers without evidence, by reason.',
    labels: ['reason'],
  });
  const shortWays = metrics.counter({
    name: 'miner_short_ways_total',
    help: 'Answers that had to be quick: rate (the caller is over its limit), busy (too many in flight).',
    labels: ['reason'],
  });
  let miner: MinerGauges | null = null;
  const read = (name: string, help: string, value: (of: MinerGauges) => number): void => {
    metrics.gauge({ name, help }, () => (miner === null ? Number.NaN : value(miner)));
  };
  read(
    'miner_last_challenge_timestamp_seconds',
    'When the last challenge was verified; NaN before.',
    (of) => {
      const at = of.status().lastChallengeAt;
      return at === null ? Number.NaN : at / 1_000;
    },
  );
  read('miner_in_flight', 'Challenges that are being answered.', (of) => of.status().inFlight);
  read('miner_concurrency_limit', 'How many are answered the long way at once.', (of) => of.concurrencyLimit);
  read('miner_pressure_ratio', 'Share of that which is in use.', (of) => of.pressure());
  read(
    'miner_snapshot_age_seconds',
    'Age of the metagraph snapshot; NaN without one.',
    (of) => of.status().snapshotAgeSeconds ?? Number.NaN,
  );
  read('miner_validators', 'Validators that are permitted.', (of) => of.status().validators);
  read('miner_ready', '1 while challenges are answered, 0 while callers get 503.', (of) =>
    of.status().notReady === null ? 1 : 0,
  );
  // A gauge of several labels has no function of its own: the one before it, which is read before it, sets it.
  read('miner_model_ready', '1 while a model answers.', (of) => {
    for (const state of modelStates) model.set({ state }, of.modelState() === state ? 1 : 0);
    return of.modelState() === 'ready' ? 1 : 0;
  });
  const model = metrics.gauge({
    name: 'miner_model_state',
    help: '1 for the state of the model: never (loaded), loading, ready.',
    labels: ['state'],
  });

  const validatorLabel = boundedLabel();
  const pathLabel = boundedLabel();
  return {
    settled(record, permitted) {
      const validator = permitted ? validatorLabel(record.caller) : 'other';
      requests.inc({ validator, outcome: record.outcome });
      for (const result of record.stages) {
        const outcome = result.outcome === 'evidence' ? 'evidence' : result.reason;
        stageResults.inc({ stage: result.stage, outcome });
        if (result.timings.wall !== undefined)
          stageSeconds.observe({ stage: result.stage }, result.timings.wall / 1_000);
      }
      if (record.probability === null) return;
      answerSeconds.observe({ validator }, record.wallMs / 1_000);
      leftSeconds.observe(record.deadlineLeftMs / 1_000);
      exits.inc({ path: pathLabel(record.path === '' ? 'none' : record.path) });
      if (record.outcome === 'guessed') guesses.inc({ reason: guessReason(record) });
      else {
        probability.observe(record.probability);
        confidence.observe(Math.max(record.probability, 1 - record.probability));
      }
    },
    shortened: (reason) => shortWays.inc({ reason }),
    watch(watched) {
      miner = watched;
    },
  };
}
