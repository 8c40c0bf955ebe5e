import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../support/clock/Clock.ts';
import { workersError } from './errors.ts';
import type {
  FromWorker,
  ItemResult,
  ToWorker,
  WorkerItem,
  WorkerReady,
  WorkerSettings,
} from './messages.ts';
import { workerEnvironment } from './workerEnvironment.ts';

/** Why a worker ended. */
export type EndReason = 'closed' | 'crashed' | 'hung' | 'not-started';

export interface WorkerEnd {
  readonly reason: EndReason;
  /** In words: signal or exit code, and the last that it wrote to stderr. */
  readonly description: string;
}

/** The host's end of one worker process. */
export interface WorkerProcess {
  readonly pid: number;
  /** Resolves once it is warm. @throws RC_WORKERS_START_FAILED, RC_WORKERS_SERVER_UNUSABLE */
  readonly ready: Promise<WorkerReady>;
  /** Resolves when the process is gone; never rejects. */
  readonly ended: Promise<WorkerEnd>;
  /** Since when it has been working on a batch; null while it is idle. `clock.monotonicNs()`. */
  readonly busySinceNs: bigint | null;
  /** When anything came from it last. `clock.monotonicNs()`. */
  readonly heardNs: bigint;
  /** As it last said, bytes; 0 before it said anything. */
  readonly residentBytes: number;
  /**
   * Gives an idle, ready worker a batch.
   * @param onResult called once for each item, unless the process ends before
   * @returns true when the batch is done, false when the process ended before
   */
  run(items: readonly WorkerItem[], onResult: (id: number, result: ItemResult) => void): Promise<boolean>;
  /** Nobody waits for this item any more. */
  cancel(id: number): void;
  /** Lets it end after what it is doing; after `limitMs` it is killed. Resolves when it is gone. */
  close(limitMs: number): Promise<void>;
  kill(): void;
}

export interface StartWorkerOptions {
  readonly settings: WorkerSettings;
  readonly clock: Clock;
  /** Silence, or time for one batch, after which the process counts as stuck and is killed, milliseconds. */
  readonly hangMs: number;
  /** Time to load and warm up, milliseconds. */
  readonly startMs: number;
  readonly spawn?: SpawnWorker | undefined;
  /** Called after each message, when `residentBytes` is new. */
  readonly onHeard?: (() => void) | undefined;
}

/** Starts the process, with an IPC channel of serialization `advanced`. */
export type SpawnWorker = () => ChildProcess;

interface RunningBatch {
  readonly sinceNs: bigint;
  readonly onResult: (id: number, result: ItemResult) => void;
  readonly finished: Promise<boolean>;
  readonly finish: (whole: boolean) => void;
}

const stderrKept = 2_000;

// A checkout runs the source, the package what was compiled from it.
const program = import.meta.url.endsWith('.ts')
  ? new URL('./inferenceWorker.ts', import.meta.url)
  : new URL('./inferenceWorker.js', import.meta.url);

const spawnInferenceWorker: SpawnWorker = () =>
  fork(fileURLToPath(program), [], {
    ...{ serialization: 'advanced', execArgv: [], env: workerEnvironment(process.env) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });

const startErrorCode = (code: string, server: WorkerSettings['server']) =>
  code.startsWith('RC_OPEN_INFERENCE_') || (server !== undefined && code === 'RC_CLASSIFIER_MODEL_UNFIT')
    ? 'RC_WORKERS_SERVER_UNUSABLE'
    : 'RC_WORKERS_START_FAILED';

/** Starts a worker process, which loads its release and warms up. It is killed when it gets stuck. */
export function startWorker(options: StartWorkerOptions): WorkerProcess {
  const { settings, clock, hangMs, startMs, spawn = spawnInferenceWorker, onHeard } = options;
  const child = spawn();
  const gone = new AbortController();
  let heardNs = clock.monotonicNs();
  let residentBytes = 0;
  let isReady = false;
  let closing = false;
  let hung: string | undefined;
  let failure: string | undefined;
  let failureCode = '';
  let stderr = '';
  let batch: RunningBatch | undefined;

  const { promise: ready, resolve: becomeReady, reject: notReady } = Promise.withResolvers<WorkerReady>();
  const { promise: ended, resolve: end } = Promise.withResolvers<WorkerEnd>();
  // Whoever awaits it gets the error; nobody has to.
  ready.catch(() => {});

  const send = (message: ToWorker): void => {
    // A process that ends at this moment is noticed by its exit, so errors of sending need no care.
    if (child.connected) child.send(message, () => {});
  };
  const describeEnd = (code: number | null, signal: NodeJS.Signals | null): string => {
    const how = hung ?? failure ?? (signal === null ? `exit code ${code}` : `signal ${signal}`);
    const last = stderr.trim().replace(/\s+/g, ' ');
    return last === '' || failure !== undefined ? how : `${how}; it wrote: ${last}`;
  };
  const onGone = (code: number | null, signal: NodeJS.Signals | null): void => {
    if (gone.signal.aborted) return;
    gone.abort();
    const description = describeEnd(code, signal);
    const reason = closing ? 'closed' : !isReady ? 'not-started' : hung === undefined ? 'crashed' : 'hung';
    const { folder, server } = settings;
    notReady(workersError(startErrorCode(failureCode, server), { folder, reason: description }));
    batch?.finish(false);
    batch = undefined;
    end({ reason, description });
  };

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-stderrKept);
  });
  child.on('message', (message: FromWorker) => {
    heardNs = clock.monotonicNs();
    residentBytes = message.residentBytes;
    switch (message.kind) {
      case 'ready':
        isReady = true;
        becomeReady({ release: message.release, precision: message.precision, attempts: message.attempts });
        break;
      case 'failed':
        failure = message.error.message.replace(/\.$/, '');
        failureCode = message.error.code;
        child.kill('SIGKILL');
        break;
      case 'result':
        batch?.onResult(message.id, message.result);
        break;
      case 'done': {
        const finished = batch;
        batch = undefined;
        finished?.finish(true);
        break;
      }
      case 'pulse':
        break;
    }
    onHeard?.();
  });
  child.on('error', (error) => {
    failure ??= error.message;
    // Without a pid it never ran, and no exit will come.
    if (child.pid === undefined) onGone(null, null);
  });
  // Not `exit`: what it said last may still be in the pipes then.
  child.on('close', onGone);

  const killHung = (description: string): void => {
    hung = description;
    child.kill('SIGKILL');
  };
  const watch = async (): Promise<void> => {
    const startedNs = clock.monotonicNs();
    const stepMs = Math.max(10, Math.min(hangMs, startMs) / 4);
    let lookedNs = startedNs;
    while (!gone.signal.aborted) {
      await clock.sleep(stepMs, gone.signal);
      const nowNs = clock.monotonicNs();
      const sinceMs = (ns: bigint): number => Number(nowNs - ns) / 1e6;
      // When this process itself stood still, what the worker said meanwhile is yet to be read.
      const stoodStill = sinceMs(lookedNs) > 2 * stepMs;
      lookedNs = nowNs;
      if (stoodStill) continue;
      if (!isReady) {
        if (sinceMs(startedNs) > startMs) killHung(`it was not ready after ${startMs} ms`);
      } else if (batch !== undefined && sinceMs(batch.sinceNs) > hangMs) {
        killHung(`it has been working on one batch for more than ${hangMs} ms`);
      } else if (batch === undefined && sinceMs(heardNs) > hangMs) {
        killHung(`nothing was heard from it for ${hangMs} ms`);
      }
    }
  };
  watch().catch(() => {});
  send({ kind: 'open', settings });

  return {
    pid: child.pid ?? 0,
    ...{ ready, ended },
    get busySinceNs() {
      return batch?.sinceNs ?? null;
    },
    get heardNs() {
      return heardNs;
    },
    get residentBytes() {
      return residentBytes;
    },
    run(items, onResult) {
      if (gone.signal.aborted) return Promise.resolve(false);
      if (batch !== undefined) throw new Error('the worker is busy');
      const { promise, resolve } = Promise.withResolvers<boolean>();
      batch = { sinceNs: clock.monotonicNs(), onResult, finished: promise, finish: resolve };
      send({ kind: 'batch', items });
      return promise;
    },
    cancel: (id) => send({ kind: 'cancel', id }),
    async close(limitMs) {
      closing = true;
      const timer = clock.sleep(limitMs, gone.signal).then(
        () => child.kill('SIGKILL'),
        () => {},
      );
      // It ends after its batch, not in the midst of it.
      await batch?.finished;
      send({ kind: 'close' });
      await ended;
      await timer;
    },
    kill() {
      closing = true;
      child.kill('SIGKILL');
    },
  };
}
