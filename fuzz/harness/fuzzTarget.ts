import { Worker } from 'node:worker_threads';
import type { WorkerJob, WorkerMessage } from './fuzzWorker.ts';
import { SharedState } from './SharedState.ts';
import type { FailureKind, Target } from './Target.ts';

export interface FuzzOptions {
  /** URL of a module that exports `targets`, of which `target` is one. */
  moduleUrl: string;
  runs: number;
  seed: string;
  /** Seconds after which an input counts as a hang. */
  secondsPerInput: number;
  /** Failing inputs of earlier runs; they are run first. */
  seeds: readonly Uint8Array[];
  /** Told about every second. */
  progress?: (report: TargetReport) => void;
}

/** One failing input. `index` counts seeds, corpus and made inputs through. */
export interface Failure {
  kind: FailureKind;
  why: string;
  index: number;
  input: Uint8Array;
}

/** What a target lived through; counts of inputs, except where a unit is named. */
export interface TargetReport {
  name: string;
  inputs: number;
  accepted: number;
  rejected: number;
  crashes: number;
  hangs: number;
  wrongAccepts: number;
  wrongRejects: number;
  /** The longest time that one input took, milliseconds. */
  slowestMs: number;
  seconds: number;
  /** The first failures of each kind and cause, in full. */
  failures: readonly Failure[];
}

/** A worker gets this long to load its target and make the corpus. */
const startSeconds = 60;
/** After so many deaths and hangs the rest of the inputs is left: the target is broken, and each costs seconds. */
const mostRestarts = 8;

type Ending = 'done' | 'hang' | { crash: string };

/** Runs one worker until it is done, dead or stuck. */
const runWorker = (
  job: WorkerJob,
  shared: SharedState,
  secondsPerInput: number,
  onFailure: (f: Failure) => void,
) =>
  new Promise<Ending>((resolve) => {
    const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
    const worker = new Worker(new URL(`./fuzzWorker${ending}`, import.meta.url), { workerData: job });
    let beat = shared.get('inputs');
    let since = performance.now();
    const first = beat;
    let settled = false;
    const settle = (result: Ending): void => {
      if (settled) return;
      settled = true;
      clearInterval(watchdog);
      void worker.terminate().then(() => resolve(result));
    };
    const watchdog = setInterval(() => {
      const now = shared.get('inputs');
      if (now !== beat) {
        beat = now;
        since = performance.now();
        return;
      }
      const limit = now === first ? startSeconds : secondsPerInput;
      if (performance.now() - since > limit * 1000) settle('hang');
    }, 50);
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'done') settle('done');
      else onFailure(message);
    });
    worker.on('error', (error: unknown) => {
      settle({
        crash: `the worker died: ${error instanceof Error ? `${error.name}: ${error.message}` : error}`,
      });
    });
    worker.on('exit', (code) => {
      // An await that nothing will ever settle lets the event loop run dry.
      settle(code === 0 || code === 13 ? 'hang' : { crash: `the worker exited with ${code}` });
    });
  });

/**
 * Fuzzes one target in a worker thread, so that a hang can be seen and ended: a watchdog reads the worker's heart-beat
 * and current input from shared memory, and a new worker goes on behind the input that killed the last one.
 */
export async function fuzzTarget(target: Target, options: FuzzOptions): Promise<TargetReport> {
  const shared = SharedState.create(target.maxLength);
  const started = performance.now();
  const failures: Failure[] = [];
  const runs = Math.max(1, Math.ceil(options.runs * (target.share ?? 1)));
  const report = (): TargetReport => ({
    name: target.name,
    inputs: shared.get('inputs'),
    accepted: shared.get('accepted'),
    rejected: shared.get('rejected'),
    crashes: shared.get('crash'),
    hangs: shared.get('hang'),
    wrongAccepts: shared.get('wrong-accept'),
    wrongRejects: shared.get('wrong-reject'),
    slowestMs: shared.get('slowestMicroseconds') / 1000,
    seconds: (performance.now() - started) / 1000,
    failures,
  });
  const ticker = setInterval(() => options.progress?.(report()), 1000);
  try {
    for (let restarts = 0; restarts <= mostRestarts; restarts += 1) {
      const job: WorkerJob = {
        moduleUrl: options.moduleUrl,
        name: target.name,
        seed: options.seed,
        runs,
        start: shared.get('inputs'),
        seeds: options.seeds,
        shared: shared.buffer,
      };
      const ending = await runWorker(job, shared, options.secondsPerInput, (failure) =>
        failures.push(failure),
      );
      if (ending === 'done') break;
      const kind = ending === 'hang' ? 'hang' : 'crash';
      const why = ending === 'hang' ? `no answer within ${options.secondsPerInput} s` : ending.crash;
      // Dying again without having begun an input is a fault of the target's own set-up.
      const began = shared.get('inputs') > job.start;
      shared.add(kind);
      failures.push({
        kind,
        why: began ? why : `before the first input: ${why}`,
        index: shared.get('inputs') - 1,
        input: began ? shared.currentInput() : new Uint8Array(0),
      });
      if (!began) break;
    }
  } finally {
    clearInterval(ticker);
  }
  return report();
}
