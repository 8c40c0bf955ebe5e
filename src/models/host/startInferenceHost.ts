import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../support/clock/Clock.ts';
import { type ErrorCode, RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { type Logger, silentLogger } from '../../support/logging/Logger.ts';
import type { InferenceConfig } from '../workers/configSchema.ts';
import type { InferenceHealth, SwapReport } from '../workers/InferencePool.ts';
import { workerEnvironment } from '../workers/workerEnvironment.ts';
import { hostError } from './errors.ts';
import type { HostEndReason, InferenceHost } from './InferenceHost.ts';
import type { FromHost, ToHost } from './messages.ts';

export interface StartInferenceHostOptions {
  /** Folder of the release, absolute. */
  readonly folder: string;
  readonly config: InferenceConfig;
  /** Unix domain socket to open, in a folder that only this user may enter. */
  readonly socketPath: string;
  readonly clock: Clock;
  readonly logger?: Logger;
  /** Silence after which a process that was ready counts as stuck and is killed, milliseconds; default 15,000. */
  readonly silentMs?: number;
  /** Starts the process in another way, with an IPC channel of serialization `advanced`. */
  readonly spawn?: () => ChildProcess;
}

const stderrKept = 2_000;
/** The pool's own limit for its start has the better words, so this one only catches what hangs before. */
const startSlackMs = 10_000;

// A checkout runs the source, the package what was compiled from it.
const program = import.meta.url.endsWith('.ts')
  ? new URL('./runInferenceHost.ts', import.meta.url)
  : new URL('./runInferenceHost.js', import.meta.url);

const spawnHost = (): ChildProcess =>
  fork(fileURLToPath(program), [], {
    ...{ serialization: 'advanced', execArgv: [], env: workerEnvironment(process.env) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });

/** Starts the inference process: a pool of workers that others reach through a socket. It is killed when it gets stuck. */
export function startInferenceHost(options: StartInferenceHostOptions): InferenceHost {
  const { folder, config, socketPath, clock, logger = silentLogger, silentMs = 15_000 } = options;
  const child = (options.spawn ?? spawnHost)();
  const gone = new AbortController();
  const asked = new Map<number, PromiseWithResolvers<unknown>>();
  let nextId = 1;
  let heardNs = clock.monotonicNs();
  let health: InferenceHealth | null = null;
  let residentBytes = 0;
  let closing = false;
  let failure: string | undefined;
  let hung: string | undefined;
  let stderr = '';
  const ready = Promise.withResolvers<InferenceHealth>();
  const ended = Promise.withResolvers<{ reason: HostEndReason; description: string }>();
  // Whoever awaits it gets the error; nobody has to.
  ready.promise.catch(() => {});

  const send = (message: ToHost): void => {
    // A process that ends at this moment is noticed by its exit, so errors of sending need no care.
    if (child.connected) child.send(message, () => {});
  };
  const ask = (question: (id: number) => ToHost): Promise<unknown> => {
    const reason = 'it has ended';
    if (gone.signal.aborted) return Promise.reject(hostError('RC_INFERENCE_HOST_GONE', { reason }));
    const id = nextId++;
    const answer = Promise.withResolvers<unknown>();
    asked.set(id, answer);
    send(question(id));
    return answer.promise;
  };
  const take = (id: number): PromiseWithResolvers<unknown> | undefined => {
    const answer = asked.get(id);
    asked.delete(id);
    return answer;
  };

  const onGone = (code: number | null, signal: NodeJS.Signals | null): void => {
    if (gone.signal.aborted) return;
    gone.abort();
    const how = failure ?? hung ?? (signal === null ? `exit code ${code}` : `signal ${signal}`);
    const last = stderr.trim().replace(/\s+/g, ' ');
    const description = last === '' || failure !== undefined ? how : `${how}; it wrote: ${last}`;
    const reason = closing ? 'closed' : health === null ? 'not-started' : hung ? 'hung' : 'crashed';
    ready.reject(hostError('RC_INFERENCE_HOST_START_FAILED', { folder, reason: description }));
    for (const { reject } of asked.values()) {
      reject(hostError('RC_INFERENCE_HOST_GONE', { reason: description }));
    }
    asked.clear();
    ended.resolve({ reason, description });
  };

  const onMessage = (message: FromHost): void => {
    heardNs = clock.monotonicNs();
    switch (message.kind) {
      case 'ready':
        health = message.health;
        ready.resolve(message.health);
        break;
      case 'failed':
        failure = `${message.error.message.replace(/\.$/, '')} (${message.error.code})`;
        child.kill('SIGKILL');
        break;
      case 'pulse':
        ({ health, residentBytes } = message);
        break;
      case 'health':
        health = message.health;
        take(message.id)?.resolve(message.health);
        break;
      case 'swapped':
        take(message.id)?.resolve(message.report);
        break;
      case 'not-swapped': {
        const { code, message: sentence } = message.error;
        const hint = 'Mend the release and swap again; no request was lost.';
        take(message.id)?.reject(new RoadcrewError(code as ErrorCode, sentence, { hint }));
        break;
      }
      case 'metrics':
        take(message.id)?.resolve(message.text);
        break;
      case 'log':
        logger[message.level](message.message, message.details);
        break;
    }
  };

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-stderrKept);
  });
  child.on('message', onMessage);
  child.on('error', (error) => {
    failure ??= error.message;
    // Without a pid it never ran, and no exit will come.
    if (child.pid === undefined) onGone(null, null);
  });
  // Not `exit`: what it said last may still be in the pipes then.
  child.on('close', onGone);

  const watch = async (): Promise<void> => {
    const startMs = config.startSeconds * 1_000 + startSlackMs;
    const stepMs = Math.max(10, Math.min(silentMs, startMs) / 4);
    for (let lookedNs = clock.monotonicNs(); ; ) {
      await clock.sleep(stepMs, gone.signal);
      const nowNs = clock.monotonicNs();
      // When this process itself stood still, what the other said meanwhile is yet to be read.
      const stoodStill = Number(nowNs - lookedNs) / 1e6 > 2 * stepMs;
      lookedNs = nowNs;
      const silent = Number(nowNs - heardNs) / 1e6;
      if (stoodStill || silent < (health === null ? startMs : silentMs)) continue;
      hung ??= health === null ? `it was not ready after ${startMs} ms` : `it was silent for ${silentMs} ms`;
      child.kill('SIGKILL');
    }
  };
  watch().catch(() => {});
  send({ kind: 'open', folder, config, socketPath });

  return {
    ...{ pid: child.pid ?? 0, ready: ready.promise, ended: ended.promise },
    get heardNs() {
      return heardNs;
    },
    get health() {
      return health;
    },
    get residentBytes() {
      return residentBytes;
    },
    swap: (next) => ask((id) => ({ kind: 'swap', id, folder: next })) as Promise<SwapReport>,
    metrics: () => ask((id) => ({ kind: 'metrics', id })) as Promise<string>,
    askHealth: () => ask((id) => ({ kind: 'health', id })) as Promise<InferenceHealth>,
    async close(limitMs) {
      closing = true;
      const timer = clock.sleep(limitMs, gone.signal).then(
        () => child.kill('SIGKILL'),
        () => {},
      );
      send({ kind: 'close' });
      await ended.promise;
      await timer;
    },
    kill() {
      closing = true;
      child.kill('SIGKILL');
    },
  };
}
