import type { Clock } from '../../support/clock/Clock.ts';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import { createBackoff } from '../../support/resilience/createBackoff.ts';
import type { ProcessRow, RestartReason, RunningProcess } from './RunningProcess.ts';

export type ProcessState = 'starting' | 'ready' | 'waiting' | 'ended';

/** A process that is started again whenever it ends. */
export interface KeptProcess<Running extends RunningProcess = RunningProcess> {
  readonly name: string;
  readonly critical: boolean;
  readonly state: ProcessState;
  /** Wall clock at which it came into this state, milliseconds since 1970. */
  readonly since: number;
  /** Ends that nobody asked for. */
  readonly restarts: number;
  /** True while it ends again and again. */
  readonly crashLooping: boolean;
  readonly current: Running | null;
  /** Of the first process. Rejects with its error; then nothing is started again. */
  readonly firstReady: Promise<void>;
  /** Puts a process that is ready in the place of the current one, which ends on its own from now on. */
  replace(next: Running): void;
  /** Ends it for good. Resolves when it is gone. */
  close(): Promise<void>;
}

export interface KeepProcessOptions {
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly logger: Logger;
  readonly onRestart?: (name: string, reason: RestartReason) => void;
  /** Told when it begins to end again and again, and when it has been well for a minute. */
  readonly onCrashLoop?: (name: string, looping: boolean, description: string) => void;
  readonly onChange?: () => void;
}

/** So many ends within so many milliseconds are a crash loop. */
const loop = { ends: 5, withinMs: 60_000 } as const;
const slowMs = 60_000;

/**
 * Starts a process and keeps it: one that ends or falls silent is replaced, at once the first time, then after pauses
 * that grow from a quarter of a second to ten seconds, in a crash loop to a minute.
 */
export function keepProcess<Running extends RunningProcess>(
  row: ProcessRow<Running>,
  options: KeepProcessOptions,
): KeptProcess<Running> {
  const { clock, random, logger } = options;
  const { name, critical } = row;
  const stop = new AbortController();
  const backoff = createBackoff({ firstMs: 250, maxMs: slowMs, random });
  const { promise: firstReady, resolve: becomeReady, reject: notReady } = Promise.withResolvers<void>();
  firstReady.catch(() => {});
  const hung = new WeakSet<Running>();
  let current: Running | null = null;
  let state: ProcessState = 'starting';
  let since = clock.now();
  let restarts = 0;
  let everReady = false;
  let crashLooping = false;
  let ends: bigint[] = [];

  const become = (next: ProcessState): void => {
    if (state !== next) since = clock.now();
    state = next;
    options.onChange?.();
  };
  const sinceMs = (ns: bigint): number => Number(clock.monotonicNs() - ns) / 1e6;

  /** Kills what has fallen silent. */
  const watch = async (running: Running): Promise<void> => {
    const gone = new AbortController();
    const signal = AbortSignal.any([gone.signal, stop.signal]);
    void running.ended.then(() => gone.abort());
    const startedNs = clock.monotonicNs();
    let isReady = false;
    running.ready.then(
      () => {
        isReady = true;
      },
      () => {},
    );
    const stepMs = Math.max(50, Math.min(row.hangMs(), row.startMs) / 4);
    for (let lookedNs = startedNs; ; ) {
      await clock.sleep(stepMs, signal);
      // When this process itself stood still, what the other said meanwhile is yet to be read.
      const stoodStill = sinceMs(lookedNs) > 2 * stepMs;
      lookedNs = clock.monotonicNs();
      if (stoodStill) continue;
      const limitMs = isReady ? row.hangMs() : row.startMs;
      const silentNs = isReady ? running.heardNs : startedNs;
      if (sinceMs(silentNs) <= limitMs) continue;
      logger.error('A process says nothing and is killed.', { name, pid: running.pid, limitMs });
      hung.add(running);
      running.kill();
      return;
    }
  };

  /** A minute without an end: all is well again. */
  const calmDown = async (running: Running): Promise<void> => {
    const gone = new AbortController();
    void running.ended.then(() => gone.abort());
    await clock.sleep(loop.withinMs, AbortSignal.any([gone.signal, stop.signal]));
    backoff.reset();
    ends = [];
    if (crashLooping) options.onCrashLoop?.(name, false, '');
    crashLooping = false;
  };

  const countEnd = (reason: RestartReason, description: string): number => {
    restarts += 1;
    options.onRestart?.(name, reason);
    ends = [...ends.filter((ns) => sinceMs(ns) < loop.withinMs), clock.monotonicNs()];
    if (ends.length >= loop.ends && !crashLooping) {
      crashLooping = true;
      options.onCrashLoop?.(name, true, description);
    }
    // The first end in a while costs no time; after that the pauses grow.
    const pause = ends.length === 1 ? 0 : backoff.next();
    return crashLooping ? pause : Math.min(pause, 10_000);
  };

  const startAgain = async (reason: RestartReason, description: string): Promise<void> => {
    const pauseMs = countEnd(reason, description);
    logger.error('A process ended and is started again.', { name, reason, description, pauseMs, restarts });
    become('waiting');
    if (pauseMs > 0) await clock.sleep(pauseMs, stop.signal);
    if (!stop.signal.aborted) begin();
  };

  const onEnded = (running: Running, description: string, wasReady: boolean): void => {
    row.onEnded?.(running);
    if (running !== current) return;
    current = null;
    // What never worked is not tried again: the operator is told at once.
    if (!everReady) stop.abort();
    if (stop.signal.aborted) {
      become('ended');
      return;
    }
    const reason = hung.has(running) ? 'hung' : wasReady ? 'crashed' : 'not-started';
    startAgain(reason, description).catch(() => {});
  };

  const follow = (running: Running, isReady: boolean): void => {
    current = running;
    let wasReady = isReady;
    const { ready } = running;
    const welcome = async (): Promise<void> => {
      await ready;
      if (!isReady) await row.onReady?.(running);
      wasReady = true;
      everReady = true;
      if (running === current) become('ready');
      becomeReady();
      calmDown(running).catch(() => {});
    };
    welcome().catch((error: unknown) => {
      notReady(error);
      if (everReady) logger.error('A process did not start.', { name, error });
      running.kill();
    });
    watch(running).catch(() => {});
    void running.ended.then(({ description }) => onEnded(running, description, wasReady));
  };

  function begin(): void {
    become('starting');
    let running: Running;
    try {
      running = row.start();
    } catch (error) {
      // The system has no memory or no room for another process: it may have later.
      if (!everReady) throw error;
      startAgain('not-started', systemErrorCode(error)).catch(() => {});
      return;
    }
    follow(running, false);
  }
  begin();

  return {
    ...{ name, critical, firstReady },
    get state() {
      return state;
    },
    get since() {
      return since;
    },
    get restarts() {
      return restarts;
    },
    get crashLooping() {
      return crashLooping;
    },
    get current() {
      return current;
    },
    replace(next) {
      follow(next, true);
      become('ready');
    },
    async close() {
      stop.abort();
      // More than one where an upgrade put another into its place meanwhile.
      const closed = new Set<Running>();
      for (let running = current; running !== null && !closed.has(running); running = current) {
        closed.add(running);
        // What has not become ready has nothing to finish.
        if (state === 'ready') await running.close(row.closeMs());
        else {
          running.kill();
          await running.ended;
        }
      }
      become('ended');
    },
  };
}
