import type { Deadline } from '../../contracts/Deadline.ts';
import type { Stage } from '../../contracts/Stage.ts';
import type { NoEvidenceReason, StageId, StageResult } from '../../contracts/StageResult.ts';
import { imagingError } from '../../imaging/errors.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { type Logger, silentLogger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import { createBackoff } from '../../support/resilience/createBackoff.ts';
import { createInferenceJob } from '../workers/createInferenceJob.ts';
import { workersError } from '../workers/errors.ts';
import type { InferenceHealth } from '../workers/InferencePool.ts';
import type { Lane } from '../workers/Lane.ts';
import { connectHostSocket, type HostSocket } from './connectHostSocket.ts';
import { createOutbox } from './createOutbox.ts';
import { hostError } from './errors.ts';
import type { InferenceClient } from './InferenceClient.ts';
import type { HostMessage } from './wireMessages.ts';

export interface ConnectInferenceHostOptions {
  readonly socketPath: string;
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly logger?: Logger;
  readonly stage?: StageId;
  /** Whether a model was ready before this process began: the state then begins with `loading`. */
  readonly loadedBefore?: boolean;
  /** Requests that may be unanswered at a time; more are `overloaded`. Default 256. */
  readonly limit?: number;
  /** Bytes of images that may be held for them, default 512 MiB. */
  readonly limitBytes?: number;
}

const firstRetryMs = 20;
const lastRetryMs = 500;
/** It speaks every second. */
const silentMs = 5_000;

/** Connects to the inference process at a socket, now and again whenever it was restarted. Close it, or it tries on. */
export function connectInferenceHost(options: ConnectInferenceHostOptions): InferenceClient {
  const { socketPath, clock, random, logger = silentLogger, stage = 'classifier' } = options;
  const { limit = 256, limitBytes = 512 * 2 ** 20 } = options;
  const backoff = createBackoff({ firstMs: firstRetryMs, maxMs: lastRetryMs, random });
  const outbox = createOutbox();
  const closed = new AbortController();
  const waiters = new Set<() => void>();
  let socket: HostSocket | undefined;
  let greeted = false;
  let leaving = false;
  let health: InferenceHealth | null = null;
  let heardNs = 0n;
  let maxImageBytes = Number.POSITIVE_INFINITY;
  let loaded = options.loadedBefore ?? false;
  let nextId = 1;

  const isReady = (): boolean =>
    greeted && !leaving && health?.state !== 'down' && Number(clock.monotonicNs() - heardNs) / 1e6 < silentMs;

  /** Sends what waits, the most urgent first, as much as the socket takes. */
  const pump = (): void => {
    while (greeted && !leaving && socket?.canTake) {
      const job = outbox.takeNext(clock.monotonicNs());
      if (job === undefined) return;
      const { id, lane, deadlineNs, stake, image } = job;
      const due = { deadlineNs: String(deadlineNs), ...(stake !== undefined && { stake: String(stake) }) };
      socket.send({ kind: 'run', id, lane, ...due }, image);
    }
  };

  const onHealth = (given: InferenceHealth): void => {
    health = given;
    if (!isReady()) return;
    loaded = true;
    for (const wake of [...waiters]) wake();
  };

  const onMessage = (message: HostMessage): void => {
    heardNs = clock.monotonicNs();
    switch (message.kind) {
      case 'hello':
        ({ maxImageBytes } = message);
        greeted = true;
        backoff.reset();
        onHealth(message.health);
        logger.info('The miner reaches the model.', { release: message.health.release });
        pump();
        break;
      case 'health':
        onHealth(message.health);
        break;
      case 'result':
        outbox.find(message.id)?.settle(message.result);
        break;
      case 'closing':
        leaving = true;
        break;
    }
  };

  function open(): void {
    greeted = false;
    leaving = false;
    socket = connectHostSocket(socketPath, {
      onMessage,
      onDrain: pump,
      onClosed(reason) {
        socket = undefined;
        const wasGreeted = greeted;
        greeted = false;
        if (closed.signal.aborted) return;
        if (wasGreeted) {
          logger.warn('the inference process is gone', { reason, asAnnounced: leaving, ...outbox.counts() });
        }
        for (const job of outbox.takeBack({ innocent: leaving })) {
          job.giveUp('failed', hostError('RC_INFERENCE_HOST_IMAGE_SUSPECT'));
        }
        clock.sleep(backoff.next(), closed.signal).then(open, () => {});
      },
    });
  }

  const refusal = (
    lane: Lane,
    { length }: Uint8Array,
    signal?: AbortSignal,
  ): readonly [NoEvidenceReason, RoadcrewError?] | undefined => {
    if (signal?.aborted) return ['cancelled'];
    if (closed.signal.aborted) return ['failed', workersError('RC_WORKERS_CLOSED')];
    if (length > maxImageBytes) {
      const details = { bytes: length, limit: maxImageBytes };
      return ['undecodable', imagingError('RC_IMAGING_TOO_MANY_BYTES', details)];
    }
    while (outbox.size >= limit || outbox.bytes + length > limitBytes) {
      const last = lane === 'challenge' ? outbox.lastBackground : undefined;
      if (last === undefined) return ['overloaded'];
      last.giveUp('overloaded');
      drop(last.id);
    }
    return undefined;
  };

  /** Forgets a job, and tells the process where it has it. */
  const drop = (id: number): void => {
    if (outbox.remove(id) === 'sent' && greeted) socket?.send({ kind: 'cancel', id });
  };

  const run = async (
    lane: Lane,
    image: Uint8Array,
    { atNs: deadlineNs, stake }: Deadline,
    signal?: AbortSignal,
  ): Promise<StageResult> => {
    const refused = refusal(lane, image, signal);
    if (refused !== undefined) {
      const [reason, error] = refused;
      const sent = error && { error: { code: error.code, message: error.message } };
      return { stage, outcome: 'none', reason, ...sent, timings: {} };
    }
    const job = createInferenceJob({
      ...{ id: nextId++, lane, stage, image, deadlineNs, stake, signal, clock },
      onAbandoned: ({ id }) => drop(id),
    });
    outbox.add(job);
    pump();
    const result = await job.result;
    outbox.remove(job.id);
    return result;
  };

  const stageOf = (lane: Lane): Stage => ({
    id: stage,
    run: (image, deadline, signal) => run(lane, image, deadline, signal),
  });

  open();
  return {
    stage: stageOf,
    state: () => (isReady() ? 'ready' : loaded ? 'loading' : 'never'),
    health: () => health,
    get inFlight() {
      return outbox.size;
    },
    async whenReady(signal) {
      signal?.throwIfAborted();
      if (isReady()) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const onAbort = (): void => reject(signal?.reason);
      const onClosed = (): void => reject(hostError('RC_INFERENCE_HOST_GONE', { reason: 'it is closed' }));
      waiters.add(resolve);
      signal?.addEventListener('abort', onAbort);
      closed.signal.addEventListener('abort', onClosed);
      if (closed.signal.aborted) onClosed();
      try {
        await promise;
      } finally {
        waiters.delete(resolve);
        signal?.removeEventListener('abort', onAbort);
        closed.signal.removeEventListener('abort', onClosed);
      }
    },
    async close() {
      closed.abort();
      for (const job of outbox.takeAll()) job.giveUp('failed', workersError('RC_WORKERS_CLOSED'));
      socket?.close();
    },
  };
}
