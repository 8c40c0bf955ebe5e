import type { NoEvidenceReason, StageId, StageResult } from '../../contracts/StageResult.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { Waiting } from './createDeadlineQueue.ts';
import type { Lane } from './Lane.ts';
import type { ItemResult } from './messages.ts';

/** One image on its way to a result. */
export interface InferenceJob extends Waiting {
  readonly id: number;
  readonly image: Uint8Array;
  readonly deadlineNs: bigint;
  readonly arrivedNs: bigint;
  /** Set once it was there when a worker died. */
  alone: boolean;
  /** Workers that died with it. */
  kills: number;
  /** When a worker got it; null before. */
  startedNs: bigint | null;
  /** Resolves once, with the first result. */
  readonly result: Promise<StageResult>;
  readonly settled: boolean;
  /** What the worker said. */
  answer(result: ItemResult, release: string): void;
  /** Ends it with a result that was made elsewhere. */
  settle(result: StageResult): void;
  /** Ends it without evidence. */
  giveUp(reason: NoEvidenceReason, error?: RoadcrewError): void;
}

export interface InferenceJobOptions {
  readonly id: number;
  readonly lane: Lane;
  readonly stage: StageId;
  readonly image: Uint8Array;
  readonly deadlineNs: bigint;
  readonly stake?: bigint | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock: Clock;
  /** It was given up by its deadline or its signal, wherever it is now. */
  readonly onAbandoned: (job: InferenceJob) => void;
}

/** A timer that is set for longer than this would go off at once. */
const longestMs = 2 ** 31 - 1;

/** Makes a job that ends by itself when its deadline or its signal says so. */
export function createInferenceJob(options: InferenceJobOptions): InferenceJob {
  const { id, lane, stage, image, deadlineNs, stake, signal, clock, onAbandoned } = options;
  const arrivedNs = clock.monotonicNs();
  const { promise: result, resolve } = Promise.withResolvers<StageResult>();
  const done = new AbortController();

  const settle = (outcome: StageResult): void => {
    if (done.signal.aborted) return;
    done.abort();
    signal?.removeEventListener('abort', onAbort);
    resolve(outcome);
  };
  const queueMs = (): number => Number((job.startedNs ?? clock.monotonicNs()) - arrivedNs) / 1e6;

  const job: InferenceJob = {
    ...{ id, lane, image, deadlineNs, stake, arrivedNs, result, settle },
    ...{ alone: false, kills: 0, startedNs: null },
    get settled() {
      return done.signal.aborted;
    },
    answer(given, release) {
      const timings = { queue: queueMs(), ...given.timings };
      if (given.outcome === 'evidence') {
        const { outcome, probability, details } = given;
        settle({ stage, outcome, evidence: { probability, release, details }, timings });
      } else {
        const { outcome, reason, error } = given;
        settle({ stage, outcome, reason, ...(error && { error }), timings });
      }
    },
    giveUp(reason, error) {
      settle({
        ...{ stage, outcome: 'none', reason, timings: { queue: queueMs() } },
        ...(error && { error: { code: error.code, message: error.message } }),
      });
    },
  };
  const abandon = (reason: 'late' | 'cancelled'): void => {
    if (job.settled) return;
    job.giveUp(reason);
    onAbandoned(job);
  };
  const onAbort = (): void => abandon('cancelled');
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) abandon('cancelled');
  const leftMs = Math.min(longestMs, Math.max(0, Math.floor(Number(deadlineNs - arrivedNs) / 1e6)));
  clock.sleep(leftMs, done.signal).then(
    () => abandon('late'),
    () => {},
  );
  return job;
}
