import { Worker } from 'node:worker_threads';
import { keysError } from './errors.ts';
import { packVerification } from './packVerification.ts';
import type { SignatureVerifier } from './SignatureVerifier.ts';
import type { VerifierRequest, VerifierResponse, VerifierSettings } from './verifierWorker.ts';

/** Jobs that a thread holds at once: enough that it never waits for the main thread between two of them. */
const JOBS_PER_THREAD = 8;
const ATTEMPTS = 2;

const encoder = new TextEncoder();

interface Job {
  request: VerifierRequest;
  attempts: number;
  resolve(valid: boolean): void;
  reject(error: unknown): void;
}

/** A place for a thread: without one until there is work, and again after a crash. */
interface Slot {
  worker: Worker | null;
  jobs: Map<number, Job>;
}

const isBytes = (value: unknown, length: number): boolean =>
  value instanceof Uint8Array && value.length === length;

/** The thread pool behind `createSignatureVerifier`. `threads` is at least 1. */
export function createVerifierPool({
  threads,
  lowPriority,
  maxQueue,
  workerUrl,
}: {
  threads: number;
  lowPriority: boolean;
  maxQueue: number;
  workerUrl: URL;
}): SignatureVerifier {
  const slots = Array.from({ length: threads }, (): Slot => ({ worker: null, jobs: new Map() }));
  const queue: Job[] = [];
  let nextId = 0;
  let closed = false;

  const startWorker = (slot: Slot): Worker => {
    // The threads need neither the environment (it may hold passwords) nor the flags of the process.
    const worker = new Worker(workerUrl, {
      ...{ env: {}, execArgv: [], name: 'signature-verifier' },
      workerData: { lowPriority } satisfies VerifierSettings,
    });
    let cause: unknown;
    worker.on('message', ({ id, valid }: VerifierResponse) => {
      slot.jobs.get(id)?.resolve(valid);
      slot.jobs.delete(id);
      dispatch();
      if (slot.jobs.size === 0) worker.unref();
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      slot.worker = null;
      const orphans = [...slot.jobs.values()];
      slot.jobs.clear();
      const lost = orphans.filter(({ attempts }) => closed || attempts >= ATTEMPTS);
      for (const { reject } of lost) {
        reject(
          closed ? keysError('RC_KEYS_VERIFIER_CLOSED') : keysError('RC_KEYS_VERIFIER_CRASHED', {}, cause),
        );
      }
      if (!closed) queue.unshift(...orphans.filter(({ attempts }) => attempts < ATTEMPTS));
      dispatch();
    });
    return worker;
  };

  const hand = (slot: Slot, job: Job): void => {
    slot.worker ??= startWorker(slot);
    slot.worker.ref();
    slot.jobs.set(job.request.id, job);
    job.attempts += 1;
    slot.worker.postMessage(job.request);
  };

  function dispatch(): void {
    while (!closed && queue.length > 0) {
      const slot = slots.toSorted((one, other) => one.jobs.size - other.jobs.size)[0];
      if (slot === undefined || slot.jobs.size >= JOBS_PER_THREAD) return;
      const job = queue.shift();
      if (job !== undefined) hand(slot, job);
    }
  }

  const enqueue = (data: Uint8Array, wrapped: boolean): Promise<boolean> =>
    new Promise((resolve, reject) => {
      queue.push({ request: { id: nextId++, data, wrapped }, attempts: 0, resolve, reject });
      dispatch();
    });

  return {
    async verify(message, signature, publicKey, { wrapped = true } = {}) {
      if (closed) throw keysError('RC_KEYS_VERIFIER_CLOSED');
      const bytes = typeof message === 'string' ? encoder.encode(message) : message;
      if (!isBytes(signature, 64) || !isBytes(publicKey, 32) || !(bytes instanceof Uint8Array)) return false;
      if (queue.length >= maxQueue) throw keysError('RC_KEYS_VERIFIER_BUSY', { limit: maxQueue });
      return enqueue(packVerification(bytes, signature, publicKey), wrapped);
    },
    async close() {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(keysError('RC_KEYS_VERIFIER_CLOSED'));
      await Promise.all(slots.map(({ worker }) => worker?.terminate()));
    },
  };
}
