import type { Clock } from '../clock/Clock.ts';
import { systemClock } from '../clock/systemClock.ts';

/** How one cleanup ended. */
export interface CleanupOutcome {
  readonly name: string;
  readonly outcome: 'done' | 'failed' | 'late';
  readonly error?: unknown;
}

/** Brings a process to a clean end, once, whoever asks for it and however often. */
export interface Shutdown {
  /** Aborts when the shutdown begins. Pass it to everything that waits. */
  readonly signal: AbortSignal;
  /** True from the moment that the shutdown begins. */
  readonly begun: boolean;
  /**
   * Registers a cleanup. They run one after another, last registered first, as what was opened last may need what
   * was opened before it. One that fails or exceeds `limitMs` (default 5,000) does not hold up the others.
   * One that is registered after the shutdown has begun still runs, even after its end (its outcome is then lost).
   * @returns a function that takes it off the list (when its resource was closed in the ordinary way).
   */
  add(name: string, cleanup: () => unknown, limitMs?: number): () => void;
  /**
   * Begins the shutdown (aborts `signal` with `reason`) and runs the cleanups. Every call returns the same promise,
   * which never rejects.
   */
  begin(reason?: unknown): Promise<readonly CleanupOutcome[]>;
}

interface Cleanup {
  readonly name: string;
  readonly cleanup: () => unknown;
  readonly limitMs: number;
}

/** @param clock where the time limits come from */
export function createShutdown({ clock = systemClock }: { clock?: Clock } = {}): Shutdown {
  const controller = new AbortController();
  const cleanups: Cleanup[] = [];
  let running: Promise<readonly CleanupOutcome[]> | undefined;
  let finished = false;

  const runOne = async ({ name, cleanup, limitMs }: Cleanup): Promise<CleanupOutcome> => {
    const timer = new AbortController();
    const work = (async () => {
      await cleanup();
      return { name, outcome: 'done' } as const;
    })().catch((error: unknown) => ({ name, outcome: 'failed', error }) as const);
    const limit = clock.sleep(limitMs, timer.signal).then(
      () => ({ name, outcome: 'late' }) as const,
      () => ({ name, outcome: 'late' }) as const,
    );
    const outcome = await Promise.race([work, limit]);
    timer.abort();
    return outcome;
  };

  const runAll = async (): Promise<readonly CleanupOutcome[]> => {
    const outcomes: CleanupOutcome[] = [];
    for (let next = cleanups.pop(); next; next = cleanups.pop()) outcomes.push(await runOne(next));
    finished = true;
    return outcomes;
  };

  return {
    signal: controller.signal,
    get begun() {
      return running !== undefined;
    },
    add(name, cleanup, limitMs = 5_000) {
      const entry = { name, cleanup, limitMs };
      if (finished) void runOne(entry);
      else cleanups.push(entry);
      return () => {
        const index = cleanups.indexOf(entry);
        if (index >= 0) cleanups.splice(index, 1);
      };
    },
    begin(reason) {
      if (running === undefined) {
        // Set before the abort: its listeners may call begin() themselves.
        running = Promise.resolve().then(runAll);
        controller.abort(reason);
      }
      return running;
    },
  };
}
