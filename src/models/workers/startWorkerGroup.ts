import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import { type Backoff, createBackoff } from '../../support/resilience/createBackoff.ts';
import { createServiceTimes, type ServiceTimes } from './createServiceTimes.ts';
import { workersError } from './errors.ts';
import type { ItemResult, WorkerReady, WorkerSettings } from './messages.ts';
import { probeImage } from './probeImage.ts';
import { type EndReason, type SpawnWorker, startWorker, type WorkerProcess } from './startWorker.ts';

/** Why a worker was started in place of another. */
export type RestartReason = EndReason | 'memory';

/** The workers of one release, kept alive. */
export interface WorkerGroup extends WorkerReady {
  /** How long its batches took. */
  readonly times: ServiceTimes;
  /** Those that take work, busy or not. */
  readonly workers: readonly WorkerProcess[];
  /** Why none is coming up, in words; undefined while there is hope. */
  readonly problem: string | undefined;
  /** One that could take a batch now. */
  idle(): WorkerProcess | undefined;
  /** A worker finished a batch, so it is not what kills workers. */
  succeeded(worker: WorkerProcess): void;
  /** Takes no more work, ends each worker after its batch, or kills it after `limitMs`. */
  drain(limitMs: number): Promise<void>;
}

export interface WorkerGroupOptions {
  readonly settings: WorkerSettings;
  readonly count: number;
  readonly hangMs: number;
  readonly startMs: number;
  readonly budgetMs: number;
  readonly memoryCeilingBytes: number;
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly logger: Logger;
  readonly spawn?: SpawnWorker | undefined;
  /** Gives up the start; afterwards only `drain` ends the group. */
  readonly signal: AbortSignal;
  /** A worker has become able to take work. */
  readonly onIdle: () => void;
  readonly onRestart: (reason: RestartReason) => void;
}

/** A place for a worker: empty while its worker is being restarted. */
interface Slot {
  worker: WorkerProcess | undefined;
  readonly backoff: Backoff;
  /** Memory of the worker when it was fresh, bytes. */
  freshBytes: number;
  replacing: boolean;
  problem: string;
}

const firstRestartMs = 100;
const lastRestartMs = 30_000;
/** Tries in a row without a batch done, in every slot, after which there is no hope of a quick return. */
const hopeless = 3;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Starts `count` workers and sees each of them through its warm-up and one image before it counts. Afterwards they
 * are kept alive: restarted with growing pauses when they end, replaced when they have grown too large (the new one
 * first).
 * @throws RC_WORKERS_START_FAILED when one of them does not come up at the start; the others are ended then
 */
export async function startWorkerGroup(options: WorkerGroupOptions): Promise<WorkerGroup> {
  const { settings, count, hangMs, startMs, budgetMs, memoryCeilingBytes, onIdle, onRestart } = options;
  const { clock, random, logger, spawn } = options;
  const times = createServiceTimes({ budgetMs, clock });
  const stopped = new AbortController();
  const starting = new Set<WorkerProcess>();
  const retiring = new Set<Promise<void>>();

  const probe = async (worker: WorkerProcess): Promise<void> => {
    let result: ItemResult | undefined;
    const startNs = clock.monotonicNs();
    const deadlineNs = startNs + BigInt(Math.round(startMs * 1e6));
    await worker.run([{ id: -1, image: probeImage, deadlineNs }], (_, given) => {
      result = given;
    });
    const failed = (reason: string) =>
      workersError('RC_WORKERS_START_FAILED', { folder: settings.folder, reason });
    if (result === undefined) throw failed((await worker.ended).description);
    if (result.outcome === 'none') {
      throw failed(
        `its first image got no answer (${result.error?.message.replace(/\.$/, '') ?? result.reason})`,
      );
    }
    if (!(result.probability >= 0 && result.probability <= 1)) {
      throw failed(`its first answer was ${result.probability}`);
    }
    // Without a first measurement the budget would stand for each image that waits, and a release that takes over a
    // long queue would refuse most of it.
    times.add(Number(clock.monotonicNs() - startNs) / 1e6);
  };

  const startProbed = async (onHeard: () => void): Promise<{ worker: WorkerProcess; ready: WorkerReady }> => {
    const worker = startWorker({ settings, clock, hangMs, startMs, spawn, onHeard });
    starting.add(worker);
    try {
      const ready = await worker.ready;
      await probe(worker);
      stopped.signal.throwIfAborted();
      return { worker, ready };
    } catch (error) {
      worker.kill();
      await worker.ended;
      throw error;
    } finally {
      starting.delete(worker);
    }
  };

  const occupy = (slot: Slot, worker: WorkerProcess): void => {
    slot.worker = worker;
    slot.freshBytes = worker.residentBytes;
    if (slot.freshBytes > memoryCeilingBytes) {
      logger.warn('a fresh inference worker is above the memory ceiling, which is therefore not enforced', {
        ...{ pid: worker.pid, residentBytes: slot.freshBytes, memoryCeilingBytes },
      });
    }
    void worker.ended.then(({ reason, description }) => {
      if (slot.worker !== worker || stopped.signal.aborted) return;
      slot.worker = undefined;
      slot.problem = description;
      logger.error('an inference worker ended', { pid: worker.pid, reason, description });
      onRestart(reason);
      // A replacement that is on its way fills the slot.
      if (!slot.replacing) void refill(slot);
    });
    onIdle();
  };

  async function refill(slot: Slot): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        await clock.sleep(slot.backoff.next(), stopped.signal);
        occupy(slot, (await startProbed(() => checkMemory(slot))).worker);
        return;
      } catch (error) {
        if (stopped.signal.aborted) return;
        slot.problem = reasonOf(error);
        onRestart('not-started');
        logger.error('an inference worker could not be restarted', { error: slot.problem });
      }
    }
  }

  const replace = async (slot: Slot): Promise<void> => {
    slot.replacing = true;
    const old = slot.worker;
    logger.info('replacing an inference worker that has grown', {
      ...{ pid: old?.pid, residentBytes: old?.residentBytes, memoryCeilingBytes },
    });
    try {
      const { worker } = await startProbed(() => checkMemory(slot));
      occupy(slot, worker);
      onRestart('memory');
      const end = old?.close(hangMs).finally(() => retiring.delete(end as Promise<void>));
      if (end !== undefined) retiring.add(end);
    } catch (error) {
      if (stopped.signal.aborted) return;
      logger.error('the replacement of an inference worker failed', { error: reasonOf(error) });
      await clock.sleep(slot.backoff.next(), stopped.signal).catch(() => {});
    } finally {
      slot.replacing = false;
    }
    if (slot.worker === undefined) void refill(slot);
  };

  function checkMemory(slot: Slot): void {
    const { worker, freshBytes, replacing } = slot;
    if (worker === undefined || replacing || stopped.signal.aborted) return;
    if (worker.residentBytes > memoryCeilingBytes && freshBytes <= memoryCeilingBytes) void replace(slot);
  }

  const slots = Array.from({ length: count }, (): Slot => {
    const backoff = createBackoff({ firstMs: firstRestartMs, maxMs: lastRestartMs, random });
    return { ...{ worker: undefined, backoff, freshBytes: 0, replacing: false, problem: '' } };
  });

  const drain = async (limitMs: number): Promise<void> => {
    stopped.abort();
    const unfinished = [...starting];
    for (const worker of unfinished) worker.kill();
    await Promise.all([
      ...unfinished.map(({ ended }) => ended),
      ...slots.map(({ worker }) => worker?.close(limitMs)),
      ...retiring,
    ]);
  };

  let cause: unknown;
  const giveUp = (): void => {
    stopped.abort(options.signal.reason);
    for (const worker of starting) worker.kill();
  };
  options.signal.addEventListener('abort', giveUp);
  const outcomes = await Promise.allSettled(
    slots.map(async (slot) => {
      try {
        return { slot, ...(await startProbed(() => checkMemory(slot))) };
      } catch (error) {
        cause ??= error;
        giveUp();
        throw error;
      }
    }),
  );
  options.signal.removeEventListener('abort', giveUp);
  const firsts = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const [first] = firsts;
  if (first === undefined || firsts.length < count) {
    for (const { worker } of firsts) worker.kill();
    await Promise.all(firsts.map(({ worker }) => worker.ended));
    throw cause;
  }
  for (const { slot, worker } of firsts) occupy(slot, worker);

  return {
    ...first.ready,
    ...{ times, drain },
    get workers() {
      return slots.flatMap(({ worker }) => worker ?? []);
    },
    get problem() {
      const lost = slots.every(({ worker, backoff }) => worker === undefined && backoff.failures >= hopeless);
      return lost ? slots[0]?.problem : undefined;
    },
    idle: () => slots.find(({ worker }) => worker?.busySinceNs === null)?.worker,
    succeeded: (worker) => slots.find((slot) => slot.worker === worker)?.backoff.reset(),
  };
}
