import { fork, type SendHandle } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { workerEnvironment } from '../../models/workers/workerEnvironment.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { type ErrorCode, RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { supervisorError } from './errors.ts';
import type { FromProgram, ToProgram } from './messages.ts';
import type { RunningProcess } from './RunningProcess.ts';

/** A program of this folder in a process of its own. */
export interface RunningProgram<To> extends RunningProcess {
  /** With a handle, the child gets a copy of it; this process keeps its own. Lost when the process is gone. */
  tell(message: To, handle?: unknown): void;
  /** @throws what the program throws; RC_SUPERVISOR_PROCESS_GONE */
  ask(question: string, value?: unknown): Promise<unknown>;
}

export interface StartProgramOptions<To, From> {
  readonly name: string;
  /** `new URL('./minerProcess.ts', import.meta.url)`; a package runs what was compiled from it. */
  readonly program: URL;
  readonly clock: Clock;
  /** File descriptors that it inherits, from 4 on. */
  readonly fds?: readonly number[];
  /** Said before anything else. */
  readonly first: To;
  readonly onMessage: (message: From, handle: unknown) => void;
}

const errorOf = (error: { code: string; message: string; hint?: string }): RoadcrewError =>
  new RoadcrewError(error.code as ErrorCode, error.message, {
    hint: error.hint ?? supervisorError.definitions.RC_SUPERVISOR_START_FAILED.hint,
  });

const kinds = new Set(['ready', 'failed', 'pulse', 'answer', 'no-answer']);
const isCommon = (message: { kind: string }): message is FromProgram => kinds.has(message.kind);

/**
 * Forks a program. Configuration and secrets go to it by messages: its arguments and environment show none. It writes
 * its log to the standard error of this process.
 */
export function startProgram<To extends object, From extends { kind: string }>(
  options: StartProgramOptions<To, From>,
): RunningProgram<To | ToProgram> {
  const { name, program, clock, fds = [] } = options;
  // A checkout runs the source, the package what was compiled from it.
  const path = fileURLToPath(program);
  const file = import.meta.url.endsWith('.ts') ? path : path.replace(/\.ts$/, '.js');
  const child = fork(file, [], {
    ...{ serialization: 'advanced', execArgv: [], env: workerEnvironment(process.env) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc', ...fds],
  });
  const { promise: ready, resolve: becomeReady, reject: notReady } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<{ description: string }>();
  // Whoever awaits it gets the error; nobody has to.
  ready.catch(() => {});
  const asked = new Map<number, PromiseWithResolvers<unknown>>();
  const gone = new AbortController();
  let heardNs = clock.monotonicNs();
  let residentBytes = 0;
  let lastId = 0;
  let failure: string | undefined;

  const tell = (message: To | ToProgram, handle?: unknown): void => {
    // A process that ends at this moment is noticed by its end, so errors of sending need no care.
    if (child.connected) child.send(message, handle as SendHandle | undefined, {}, () => {});
  };
  const onCommon = (message: FromProgram): void => {
    switch (message.kind) {
      case 'ready':
        becomeReady();
        break;
      case 'failed':
        failure = message.error.message.replace(/\.$/, '');
        notReady(errorOf(message.error));
        break;
      case 'pulse':
        ({ residentBytes } = message);
        break;
      case 'answer':
        asked.get(message.id)?.resolve(message.value);
        asked.delete(message.id);
        break;
      case 'no-answer':
        asked.get(message.id)?.reject(errorOf(message.error));
        asked.delete(message.id);
        break;
    }
  };
  child.on('message', (message, handle) => {
    heardNs = clock.monotonicNs();
    // Both ends are ours.
    const said = message as unknown as From | FromProgram;
    if (isCommon(said)) onCommon(said);
    else options.onMessage(said, handle);
  });
  const onGone = (code: number | null, signal: NodeJS.Signals | null): void => {
    if (gone.signal.aborted) return;
    gone.abort();
    const description = failure ?? (signal === null ? `exit code ${code}` : `signal ${signal}`);
    notReady(supervisorError('RC_SUPERVISOR_START_FAILED', { process: name, reason: description }));
    for (const { reject } of asked.values())
      reject(supervisorError('RC_SUPERVISOR_PROCESS_GONE', { process: name }));
    asked.clear();
    end({ description });
  };
  child.on('error', (error) => {
    failure ??= error.message;
    // Without a pid it never ran, and no exit will come.
    if (child.pid === undefined) onGone(null, null);
  });
  // Not `exit`: what it said last may still be in the pipe then.
  child.on('close', onGone);
  tell(options.first);

  const ask = (question: string, value?: unknown): Promise<unknown> => {
    if (gone.signal.aborted || !child.connected) {
      return Promise.reject(supervisorError('RC_SUPERVISOR_PROCESS_GONE', { process: name }));
    }
    const id = ++lastId;
    const waiting = Promise.withResolvers<unknown>();
    asked.set(id, waiting);
    tell({ kind: 'ask', id, question, value });
    return waiting.promise;
  };

  return {
    pid: child.pid ?? 0,
    ...{ ready, ended, tell, ask },
    get heardNs() {
      return heardNs;
    },
    get residentBytes() {
      return residentBytes;
    },
    metrics: async () => String(await ask('metrics')),
    async close(limitMs) {
      const timer = clock.sleep(limitMs, gone.signal).then(
        () => child.kill('SIGKILL'),
        () => {},
      );
      tell({ kind: 'close', limitMs });
      await ended;
      await timer;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
