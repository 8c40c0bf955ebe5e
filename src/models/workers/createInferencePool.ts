import type { Stage } from '../../contracts/Stage.ts';
import type { NoEvidenceReason, StageId, StageResult } from '../../contracts/StageResult.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { type Logger, silentLogger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import type { InferenceConfig } from './configSchema.ts';
import { createScheduler, type Work } from './createScheduler.ts';
import { describeHealth } from './describeHealth.ts';
import { workersError } from './errors.ts';
import type { InferenceObserver, InferencePool, SwapReport } from './InferencePool.ts';
import type { Lane } from './Lane.ts';
import type { SpawnWorker } from './startWorker.ts';
import { startWorkerGroup, type WorkerGroup } from './startWorkerGroup.ts';

export interface InferencePoolOptions {
  /** Folder of the release to begin with. */
  readonly folder: string;
  readonly config: InferenceConfig;
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly logger?: Logger;
  readonly observer?: Partial<InferenceObserver>;
  readonly stage?: StageId;
  /** Starts a worker process in another way than by forking `inferenceWorker`. */
  readonly spawn?: SpawnWorker;
  /** Milliseconds between signs of life of a worker, at most a quarter of `hangSeconds`; default 1,000. */
  readonly pulseMs?: number;
}

/**
 * Starts worker processes for a release and puts a stage in front of them. Images wait in the order of their
 * deadlines; what cannot be answered in time is answered `late` at once, and nothing waits beyond its deadline.
 * @throws RC_WORKERS_START_FAILED, RC_WORKERS_SERVER_UNUSABLE when the release cannot be served
 */
export async function createInferencePool(options: InferencePoolOptions): Promise<InferencePool> {
  const { config, clock, random, logger = silentLogger, observer = {}, stage = 'classifier' } = options;
  const { spawn } = options;
  const hangMs = config.hangSeconds * 1_000;
  // Silence for hangMs ends a worker, so it has to speak more often than that.
  const pulseMs = Math.min(options.pulseMs ?? 1_000, hangMs / 4);
  const ending = new AbortController();
  let group: WorkerGroup | undefined;
  let lastSwap: Promise<unknown> = Promise.resolve();
  let swaps = 0;
  let closing: Promise<void> | undefined;

  const sinceMs = (startNs: bigint): number => Number(clock.monotonicNs() - startNs) / 1e6;
  const scheduler = createScheduler({ config, clock, stage, observer, serving: () => group });
  const startGroup = (folder: string): Promise<WorkerGroup> =>
    startWorkerGroup({
      settings: {
        ...{ folder, limits: config.image, batchSize: config.batch.maxSize, pulseMs },
        ...{ providers: config.providers, threads: config.threads, niceness: config.niceness },
        ...{ deviceId: config.deviceId, precision: config.precision, server: config.server },
      },
      ...{ count: config.workers, hangMs, startMs: config.startSeconds * 1_000, budgetMs: config.budgetMs },
      memoryCeilingBytes: config.memoryCeilingMb * 2 ** 20,
      ...{ clock, random, logger, spawn, signal: ending.signal },
      onIdle: scheduler.dispatch,
      onRestart: (reason) => observer.restarted?.(reason),
    });

  const refusal = ({
    lane,
    image,
    deadlineNs,
    signal,
  }: Work): readonly [NoEvidenceReason, RoadcrewError?] | undefined => {
    if (signal?.aborted) return ['cancelled'];
    if (closing !== undefined) return ['failed', workersError('RC_WORKERS_CLOSED')];
    if (scheduler.isPoisoned(image)) {
      return ['failed', workersError('RC_WORKERS_IMAGE_POISONED')];
    }
    const isFull = scheduler.queued >= config.queue;
    if (isFull && (lane === 'background' || !scheduler.hasBackground)) return ['overloaded'];
    const reason = group?.problem;
    if (reason !== undefined) return ['failed', workersError('RC_WORKERS_NONE_READY', { reason })];
    if (scheduler.cannotFinish(lane, deadlineNs)) {
      scheduler.measure(image);
      return ['late'];
    }
    if (isFull) scheduler.evict();
    return undefined;
  };

  const run = async (work: Work): Promise<StageResult> => {
    const startNs = clock.monotonicNs();
    const refused = refusal(work);
    let result: StageResult;
    if (refused === undefined) {
      result = await scheduler.add(work).result;
    } else {
      const [reason, error] = refused;
      const sent = error && { error: { code: error.code, message: error.message } };
      result = { stage, outcome: 'none', reason, ...sent, timings: {} };
    }
    observer.answered?.(result, sinceMs(startNs));
    return result;
  };

  const stageOf = (lane: Lane): Stage => ({
    id: stage,
    run: (image, { atNs, stake }, signal) => run({ lane, image, deadlineNs: atNs, stake, signal }),
  });

  const swap = async (folder: string): Promise<SwapReport> => {
    const old = group;
    if (old === undefined || closing !== undefined) throw workersError('RC_WORKERS_CLOSED');
    const startNs = clock.monotonicNs();
    let fresh: WorkerGroup;
    try {
      fresh = await startGroup(folder);
    } catch (error) {
      observer.swapped?.('failed', sinceMs(startNs));
      const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
      throw workersError('RC_WORKERS_SWAP_FAILED', { folder, reason, serving: old.release }, error);
    }
    const startMs = sinceMs(startNs);
    // From this line on everything that waits or comes goes to the new workers.
    group = fresh;
    scheduler.dispatch();
    await old.drain(hangMs);
    const wallMs = sinceMs(startNs);
    observer.swapped?.('done', wallMs);
    const { release, precision, attempts } = fresh;
    logger.info('a release took over', {
      from: old.release,
      to: release,
      startMs,
      drainMs: wallMs - startMs,
    });
    return {
      ...{ from: old.release, to: { release, precision, attempts } },
      ...{ startMs, drainMs: wallMs - startMs },
    };
  };

  const first = await startGroup(options.folder);
  group = first;
  logger.info('The model is loaded.', {
    ...{ release: first.release, precision: first.precision, providers: first.attempts },
  });
  return {
    stage: stageOf('challenge'),
    stageOf,
    swap(folder) {
      swaps += 1;
      const done = lastSwap
        .then(() => swap(folder))
        .finally(() => {
          swaps -= 1;
        });
      lastSwap = done.catch(() => {});
      return done;
    },
    health: () =>
      describeHealth(group ?? first, {
        ...{ count: config.workers, queued: scheduler.queued, swapping: swaps > 0 },
        ...{ hangMs, pulseMs, nowNs: clock.monotonicNs() },
      }),
    close() {
      closing ??= (async () => {
        scheduler.close();
        ending.abort();
        await Promise.all([group?.drain(hangMs), lastSwap]);
        // A swap that was about to succeed has left its workers.
        await group?.drain(hangMs);
      })();
      return closing;
    },
  };
}
