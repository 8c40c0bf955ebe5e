import type { Deadline } from '../../contracts/Deadline.ts';
import type { NoEvidenceReason, StageId, StageResult } from '../../contracts/StageResult.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { type Logger, silentLogger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import type { InferenceConfig } from './configSchema.ts';
import { createDeadlineQueue } from './createDeadlineQueue.ts';
import { createInferenceJob, type InferenceJob } from './createInferenceJob.ts';
import { createPoisonList } from './createPoisonList.ts';
import { describeHealth } from './describeHealth.ts';
import { workersError } from './errors.ts';
import { estimateWait } from './estimateWait.ts';
import type { InferenceObserver, InferencePool, SwapReport } from './InferencePool.ts';
import type { SpawnWorker, WorkerProcess } from './startWorker.ts';
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
  /** Milliseconds between signs of life of a worker. */
  readonly pulseMs?: number;
}

/** Workers that may die with an image before it is given up. */
const killsAllowed = 2;
const poisonedKept = 256;
const measureEveryMs = 1_000;

/**
 * Starts worker processes for a release and puts a stage in front of them. Images wait in the order of their
 * deadlines; what cannot be answered in time is answered `late` at once, and nothing waits beyond its deadline.
 * @throws RC_WORKERS_START_FAILED when the release cannot be served
 */
export async function createInferencePool(options: InferencePoolOptions): Promise<InferencePool> {
  const { config, clock, random, logger = silentLogger, observer = {}, stage = 'classifier' } = options;
  const { spawn, pulseMs = 1_000 } = options;
  const { maxSize, windowMs } = config.batch;
  const hangMs = config.hangSeconds * 1_000;
  const queue = createDeadlineQueue<InferenceJob>();
  const poisoned = createPoisonList({ max: poisonedKept });
  const running = new Map<InferenceJob, WorkerProcess>();
  let nextId = 1;
  let waking: AbortController | undefined;
  let measuredNs: bigint | undefined;
  let swapping: Promise<unknown> = Promise.resolve();
  let swaps = 0;
  let closing: Promise<void> | undefined;
  const ending = new AbortController();

  const sinceMs = (startNs: bigint): number => Number(clock.monotonicNs() - startNs) / 1e6;
  const toNs = (ms: number): bigint => BigInt(Math.round(ms * 1e6));

  const startGroup = (folder: string): Promise<WorkerGroup> =>
    startWorkerGroup({
      settings: {
        ...{ folder, limits: config.image, batchSize: maxSize, pulseMs, niceness: config.niceness },
        ...{ providers: config.providers, threads: config.threads },
        ...{ deviceId: config.deviceId, precision: config.precision },
      },
      ...{ count: config.workers, hangMs, startMs: config.startSeconds * 1_000, budgetMs: config.budgetMs },
      memoryCeilingBytes: config.memoryCeilingMb * 2 ** 20,
      ...{ clock, random, logger, spawn, signal: ending.signal },
      onIdle: () => dispatch(),
      onRestart: (reason) => observer.restarted?.(reason),
    });
  let group: WorkerGroup | undefined;

  const wakeAt = (untilNs: bigint): void => {
    waking?.abort();
    waking = new AbortController();
    clock
      .sleep(Math.max(0, Number(untilNs - clock.monotonicNs()) / 1e6), waking.signal)
      .then(dispatch, () => {});
  };

  function dispatch(): void {
    const serving = group;
    if (serving === undefined || closing !== undefined) return;
    for (let worker = serving.idle(); worker !== undefined; worker = serving.idle()) {
      const nowNs = clock.monotonicNs();
      const reserveNs = toNs(serving.times.worst());
      const next = queue.takeBatch({ nowNs, maxSize, windowNs: toNs(windowMs), reserveNs });
      if (next === null) return;
      if ('untilNs' in next) {
        wakeAt(next.untilNs);
        return;
      }
      // It has come this far, so it is given up only when even the usual time is too long.
      const lastNs = nowNs + toNs(serving.times.usual());
      for (const job of next.jobs) if (job.deadlineNs < lastNs) job.giveUp('late');
      const jobs = next.jobs.filter((job) => job.deadlineNs >= lastNs);
      if (jobs.length > 0) void send(serving, worker, jobs);
    }
  }

  async function send(by: WorkerGroup, worker: WorkerProcess, jobs: readonly InferenceJob[]): Promise<void> {
    const startNs = clock.monotonicNs();
    const byId = new Map(jobs.map((job) => [job.id, job]));
    for (const job of jobs) {
      job.startedNs = startNs;
      running.set(job, worker);
    }
    const items = jobs.map(({ id, image, deadlineNs }) => ({ id, image, deadlineNs }));
    const whole = await worker.run(items, (id, result) => byId.get(id)?.answer(result, by.release));
    for (const job of jobs) running.delete(job);
    if (whole) {
      const wallMs = sinceMs(startNs);
      by.times.add(wallMs);
      by.succeeded(worker);
      observer.batch?.(jobs.length, wallMs);
    } else {
      const { description } = await worker.ended;
      for (const job of jobs) if (!job.settled) retry(job, description);
    }
    dispatch();
  }

  const retry = (job: InferenceJob, reason: string): void => {
    job.kills += 1;
    // In a batch any image may be the one, so from here on it goes alone.
    job.alone = true;
    if (job.kills >= killsAllowed) {
      poisoned.add(job.image);
      job.giveUp('failed', workersError('RC_WORKERS_IMAGE_POISONED', { kills: job.kills }));
    } else if (closing !== undefined || cannotFinish(job.deadlineNs)) {
      job.giveUp('failed', workersError('RC_WORKERS_CRASHED', { reason }));
    } else {
      queue.add(job);
    }
  };

  function cannotFinish(deadlineNs: bigint): boolean {
    const { workers, times } = group ?? {};
    if (workers === undefined || times === undefined) return false;
    const waitMs = estimateWait({
      busyMs: workers.map(({ busySinceNs }) => (busySinceNs === null ? null : sinceMs(busySinceNs))),
      ...{ ahead: queue.ahead(deadlineNs), batchSize: maxSize, usualMs: times.usual() },
    });
    return clock.monotonicNs() + toNs(waitMs + times.worst()) > deadlineNs;
  }

  const enqueue = (image: Uint8Array, deadlineNs: bigint, signal?: AbortSignal): InferenceJob => {
    const job = createInferenceJob({
      ...{ id: nextId++, stage, image, deadlineNs, signal, clock },
      onAbandoned: (abandoned) => {
        if (!queue.remove(abandoned)) running.get(abandoned)?.cancel(abandoned.id);
      },
    });
    if (!job.settled) queue.add(job);
    return job;
  };

  /**
   * Were all work refused as too slow, nothing new would be measured and nothing ever be taken again. So now and
   * then an idle worker gets an image whose caller has been told `late` already.
   */
  const measure = (image: Uint8Array): void => {
    if (queue.size > 0 || group?.idle() === undefined) return;
    if (measuredNs !== undefined && sinceMs(measuredNs) < measureEveryMs) return;
    measuredNs = clock.monotonicNs();
    enqueue(image, measuredNs + toNs(hangMs));
    dispatch();
  };

  const refusal = (
    image: Uint8Array,
    { atNs }: Deadline,
    signal?: AbortSignal,
  ): readonly [NoEvidenceReason, RoadcrewError?] | undefined => {
    if (signal?.aborted) return ['cancelled'];
    if (closing !== undefined) return ['failed', workersError('RC_WORKERS_CLOSED')];
    if (poisoned.has(image)) {
      return ['failed', workersError('RC_WORKERS_IMAGE_POISONED', { kills: killsAllowed })];
    }
    if (queue.size >= config.queue) return ['overloaded'];
    const reason = group?.problem;
    if (reason !== undefined) return ['failed', workersError('RC_WORKERS_NONE_READY', { reason })];
    if (!cannotFinish(atNs)) return undefined;
    measure(image);
    return ['late'];
  };

  const run = async (image: Uint8Array, deadline: Deadline, signal?: AbortSignal): Promise<StageResult> => {
    const startNs = clock.monotonicNs();
    const refused = refusal(image, deadline, signal);
    let result: StageResult;
    if (refused !== undefined) {
      const [reason, error] = refused;
      const sent = error && { error: { code: error.code, message: error.message } };
      result = { stage, outcome: 'none', reason, ...sent, timings: {} };
    } else {
      const job = enqueue(image, deadline.atNs, signal);
      dispatch();
      result = await job.result;
    }
    observer.answered?.(result, sinceMs(startNs));
    return result;
  };

  const swapNow = async (folder: string): Promise<SwapReport> => {
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
    group = fresh;
    dispatch();
    await old.drain(hangMs);
    observer.swapped?.('done', sinceMs(startNs));
    const { release, precision, attempts } = fresh;
    logger.info('a release took over', { from: old.release, to: release });
    return {
      ...{ from: old.release, to: { release, precision, attempts } },
      ...{ startMs, drainMs: sinceMs(startNs) - startMs },
    };
  };

  group = await startGroup(options.folder);
  const pool: InferencePool = {
    stage: { id: stage, run },
    swap(folder) {
      swaps += 1;
      const swap = swapping
        .then(() => swapNow(folder))
        .finally(() => {
          swaps -= 1;
        });
      swapping = swap.catch(() => {});
      return swap;
    },
    health: () =>
      describeHealth(group as WorkerGroup, {
        ...{ count: config.workers, queued: queue.size, swapping: swaps > 0 },
        ...{ hangMs, pulseMs, nowNs: clock.monotonicNs() },
      }),
    close() {
      closing ??= (async () => {
        waking?.abort();
        ending.abort();
        for (const job of queue.takeAll()) job.giveUp('failed', workersError('RC_WORKERS_CLOSED'));
        await Promise.all([group?.drain(hangMs), swapping]);
        await group?.drain(hangMs);
      })();
      return closing;
    },
  };
  return pool;
}
