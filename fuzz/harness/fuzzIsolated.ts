import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quantile } from '../../src/support/statistics/quantile.ts';
import type { IsolatedJob, IsolatedMessage, IsolatedProgress } from './isolatedChild.ts';
import type { FailureKind } from './Target.ts';

export interface IsolatedOptions {
  /** URL of a module that exports `targets`. */
  readonly moduleUrl: string;
  readonly name: string;
  readonly runs: number;
  readonly seed: string;
  /** Seconds after which an input counts as a hang. */
  readonly secondsPerInput: number;
  readonly progress?: (report: IsolatedReport) => void;
}

export interface IsolatedFailure {
  readonly kind: FailureKind;
  readonly why: string;
  /** With seed and target, this makes the input again. */
  readonly index: number;
}

export interface IsolatedReport {
  readonly inputs: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly failures: readonly IsolatedFailure[];
  /** The longest that one input took, milliseconds. */
  readonly slowestMs: number;
  readonly seconds: number;
  /** Median resident memory in the second and in the last tenth of the inputs, bytes; of the last process alone. */
  readonly earlyRssBytes: number;
  readonly lateRssBytes: number;
}

const mostRestarts = 20;
/** Node and the corpus need this long before the first input, seconds. */
const startSeconds = 60;

interface Ending {
  /** `undefined` when the process came to its end. */
  readonly failure?: Omit<IsolatedFailure, 'index'>;
}

const runChild = (
  job: IsolatedJob,
  secondsPerInput: number,
  onMessage: (message: IsolatedMessage) => void,
): Promise<Ending> =>
  new Promise((resolve) => {
    const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
    const path = fileURLToPath(new URL(`./isolatedChild${ending}`, import.meta.url));
    const child = fork(path, [JSON.stringify(job)]);
    let last = '';
    let since = performance.now();
    let hung = false;
    const watchdog = setInterval(() => {
      const now = readPosition(job.positionFile);
      const waited = (performance.now() - since) / 1000;
      if (now !== last) {
        last = now;
        since = performance.now();
      } else if (waited > (now === '' ? startSeconds : secondsPerInput)) {
        hung = true;
        child.kill('SIGKILL');
      }
    }, 250);
    child.on('message', (message) => onMessage(message as IsolatedMessage));
    child.on('close', (code, signal) => {
      clearInterval(watchdog);
      if (hung) resolve({ failure: { kind: 'hang', why: `no answer within ${secondsPerInput} s` } });
      else if (code === 0) resolve({});
      else resolve({ failure: { kind: 'crash', why: `the process ended with ${signal ?? code}` } });
    });
  });

const readPosition = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Fuzzes a target in a process of its own, as native code has to be: what ends a process ends a thread's whole
 * process, and memory that is lost outside of JavaScript shows in nothing but the size of the process. After a crash or
 * a hang another process goes on behind the input that did it.
 */
export async function fuzzIsolated(options: IsolatedOptions): Promise<IsolatedReport> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'roadcrew-fuzz-'));
  const positionFile = join(folder, 'position');
  const failures: IsolatedFailure[] = [];
  const total = { accepted: 0, rejected: 0, slowestMs: 0 };
  let current: IsolatedProgress | undefined;
  let memory: { readonly at: number; readonly rss: number }[] = [];
  let start = 0;

  const between = (from: number, to: number): number => {
    const first = memory[0]?.at ?? 0;
    const share = (at: number) => (at - first) / Math.max(1, options.runs - first);
    const part = memory.filter(({ at }) => share(at) >= from && share(at) <= to);
    return part.length === 0
      ? Number.NaN
      : quantile(
          part.map(({ rss }) => rss),
          0.5,
        );
  };
  const report = (): IsolatedReport => ({
    inputs: current?.next ?? start,
    accepted: total.accepted + (current?.accepted ?? 0),
    rejected: total.rejected + (current?.rejected ?? 0),
    slowestMs: Math.max(total.slowestMs, current?.slowestMs ?? 0),
    failures,
    seconds: (performance.now() - started) / 1000,
    earlyRssBytes: between(0.1, 0.2),
    lateRssBytes: between(0.9, 1),
  });
  /** Of a process that died, the last that it told. */
  const keep = (): void => {
    total.accepted += current?.accepted ?? 0;
    total.rejected += current?.rejected ?? 0;
    total.slowestMs = Math.max(total.slowestMs, current?.slowestMs ?? 0);
    current = undefined;
  };
  const onMessage = (message: IsolatedMessage): void => {
    if (message.type === 'failure') {
      failures.push({ kind: message.kind, why: message.why, index: message.index });
      return;
    }
    current = message.progress;
    memory.push({ at: current.next, rss: current.rssBytes });
    options.progress?.(report());
  };

  try {
    for (let restarts = 0; restarts <= mostRestarts; restarts += 1) {
      memory = [];
      const { moduleUrl, name, seed, runs } = options;
      const job: IsolatedJob = { moduleUrl, name, seed, runs, start, positionFile };
      rmSync(positionFile, { force: true });
      const { failure } = await runChild(job, options.secondsPerInput, onMessage);
      if (failure === undefined) break;
      const position = readPosition(positionFile);
      failures.push({ ...failure, index: position === '' ? start : Number(position) });
      // A process that never came to its first input will not do so the next time.
      if (position === '') break;
      start = Number(position) + 1;
      keep();
    }
    return report();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
