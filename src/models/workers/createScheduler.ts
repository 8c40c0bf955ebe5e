import type { StageId } from '../../contracts/StageResult.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { InferenceConfig } from './configSchema.ts';
import { createDeadlineQueue } from './createDeadlineQueue.ts';
import { createInferenceJob, type InferenceJob } from './createInferenceJob.ts';
import { createPoisonList } from './createPoisonList.ts';
import { workersError } from './errors.ts';
import { estimateWait } from './estimateWait.ts';
import type { InferenceObserver } from './InferencePool.ts';
import type { Lane } from './Lane.ts';
import type { WorkerProcess } from './startWorker.ts';
import type { WorkerGroup } from './startWorkerGroup.ts';

export interface Work {
  readonly lane: Lane;
  readonly image: Uint8Array;
  /** `clock.monotonicNs()` */
  readonly deadlineNs: bigint;
  readonly stake?: bigint | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Decides which image goes to which worker when. */
export interface Scheduler {
  /** Images that wait. */
  readonly queued: number;
  /** Whether this image is kept from the workers because it has killed two of them, or alone made one hang. */
  isPoisoned(image: Uint8Array): boolean;
  /** Whether the queue and the usual times leave too little time. @param deadlineNs `clock.monotonicNs()` */
  cannotFinish(lane: Lane, deadlineNs: bigint): boolean;
  /** Takes an image, whatever the queue's limit. */
  add(work: Work): InferenceJob;
  /** Whether background work waits, which a challenge may push out. */
  readonly hasBackground: boolean;
  /** Answers the background image that would go last `overloaded`. */
  evict(): void;
  /**
   * Were all work refused as too slow, nothing new would be measured and nothing ever be taken again. So now and
   * then an idle worker gets an image whose caller has been told `late` already.
   */
  measure(image: Uint8Array): void;
  /** Gives idle workers what waits. To be called when there is a new worker or another group. */
  dispatch(): void;
  /** Gives up what waits, and retries nothing any more. */
  close(): void;
}

export interface SchedulerOptions {
  readonly config: Pick<InferenceConfig, 'batch' | 'hangSeconds'>;
  readonly clock: Clock;
  readonly stage: StageId;
  readonly observer: Partial<InferenceObserver>;
  /** The workers that serve at the moment. */
  readonly serving: () => WorkerGroup | undefined;
}

/** Workers that may die with an image before it is given up. */
const killsAllowed = 2;
const poisonedKept = { max: 256, keptMs: 600_000 };
const measureEveryMs = 1_000;

const toNs = (ms: number): bigint => BigInt(Math.round(ms * 1e6));

/** Makes the queue in front of a pool's workers. Jobs in hand of a worker that dies go alone to another one, once. */
export function createScheduler({ config, clock, stage, observer, serving }: SchedulerOptions): Scheduler {
  const { maxSize, windowMs } = config.batch;
  const queue = createDeadlineQueue<InferenceJob>();
  const poisoned = createPoisonList({ ...poisonedKept, clock });
  const running = new Map<InferenceJob, WorkerProcess>();
  let nextId = 1;
  let waking: AbortController | undefined;
  let measuredNs: bigint | undefined;
  let closed = false;

  const sinceMs = (startNs: bigint): number => Number(clock.monotonicNs() - startNs) / 1e6;

  const wakeAt = (untilNs: bigint): void => {
    waking?.abort();
    waking = new AbortController();
    const waitMs = Math.max(0, Number(untilNs - clock.monotonicNs()) / 1e6);
    clock.sleep(waitMs, waking.signal).then(dispatch, () => {});
  };

  function dispatch(): void {
    const group = serving();
    if (group === undefined || closed) return;
    for (let worker = group.idle(); worker !== undefined; worker = group.idle()) {
      const nowNs = clock.monotonicNs();
      const reserveNs = toNs(group.times.worst());
      const next = queue.takeBatch({ nowNs, maxSize, windowNs: toNs(windowMs), reserveNs });
      if (next === null) return;
      if ('untilNs' in next) {
        wakeAt(next.untilNs);
        return;
      }
      // It has come this far, so it is given up only when even the usual time is too long.
      const lastNs = nowNs + toNs(group.times.usual());
      for (const job of next.jobs) if (job.deadlineNs < lastNs) job.giveUp('late');
      const jobs = next.jobs.filter((job) => job.deadlineNs >= lastNs);
      if (jobs.length > 0) void send(group, worker, jobs);
    }
  }

  async function send(
    group: WorkerGroup,
    worker: WorkerProcess,
    jobs: readonly InferenceJob[],
  ): Promise<void> {
    const startNs = clock.monotonicNs();
    const byId = new Map(jobs.map((job) => [job.id, job]));
    for (const job of jobs) {
      job.startedNs = startNs;
      running.set(job, worker);
    }
    const items = jobs.map(({ id, image, deadlineNs }) => ({ id, image, deadlineNs }));
    let useful = false;
    const whole = await worker.run(items, (id, result) => {
      useful ||= result.outcome === 'evidence';
      byId.get(id)?.answer(result, group.release);
    });
    for (const job of jobs) running.delete(job);
    if (whole) {
      const wallMs = sinceMs(startNs);
      // How soon a dead model server refuses, or how long one that hangs is waited for, says nothing of the work.
      if (useful) group.times.add(wallMs);
      group.succeeded(worker);
      observer.batch?.(jobs.length, wallMs);
    } else {
      const { reason, description } = await worker.ended;
      // Those who sent an image that hangs have given up long ago, so no retry will find it out.
      const [job, ...others] = jobs;
      if (reason === 'hung' && others.length === 0 && job?.settled) poisoned.add(job.image);
      for (const one of jobs) if (!one.settled) retry(one, description);
    }
    dispatch();
  }

  function retry(job: InferenceJob, reason: string): void {
    job.kills += 1;
    // In a batch any image may be the one, so from here on it goes alone.
    job.alone = true;
    if (job.kills >= killsAllowed) {
      poisoned.add(job.image);
      job.giveUp('failed', workersError('RC_WORKERS_IMAGE_POISONED'));
    } else if (closed || cannotFinish(job.lane, job.deadlineNs)) {
      job.giveUp('failed', workersError('RC_WORKERS_CRASHED', { reason }));
    } else {
      queue.add(job);
    }
  }

  function cannotFinish(lane: Lane, deadlineNs: bigint): boolean {
    const group = serving();
    if (group === undefined) return false;
    const { workers, times } = group;
    const waitMs = estimateWait({
      busyMs: workers.map(({ busySinceNs }) => (busySinceNs === null ? null : sinceMs(busySinceNs))),
      ...{ ahead: queue.ahead({ lane, deadlineNs }), batchSize: maxSize, usualMs: times.usual() },
    });
    return clock.monotonicNs() + toNs(waitMs + times.worst()) > deadlineNs;
  }

  const add = (work: Work): InferenceJob => {
    const job = createInferenceJob({
      ...{ ...work, id: nextId++, stage, clock },
      onAbandoned: (abandoned) => {
        if (!queue.remove(abandoned)) running.get(abandoned)?.cancel(abandoned.id);
      },
    });
    queue.add(job);
    dispatch();
    return job;
  };

  return {
    get queued() {
      return queue.size;
    },
    ...{ add, dispatch, cannotFinish },
    isPoisoned: (image) => poisoned.has(image),
    measure(image) {
      if (queue.size > 0 || serving()?.idle() === undefined) return;
      if (measuredNs !== undefined && sinceMs(measuredNs) < measureEveryMs) return;
      measuredNs = clock.monotonicNs();
      add({ lane: 'background', image, deadlineNs: measuredNs + toNs(config.hangSeconds * 1_000) });
    },
    get hasBackground() {
      return queue.lastBackground !== undefined;
    },
    evict() {
      const job = queue.lastBackground;
      if (job === undefined) return;
      queue.remove(job);
      job.giveUp('overloaded');
    },
    close() {
      closed = true;
      waking?.abort();
      for (const job of queue.takeAll()) job.giveUp('failed', workersError('RC_WORKERS_CLOSED'));
    },
  };
}
