import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { simulatorError } from '../errors.ts';
import type { ImageOrder } from './ImageOrder.ts';
import type { StudioReply } from './studioThread.ts';

/** Makes the images of challenges in threads, so that nothing waits for it on the event loop. */
export interface ImageStudio {
  /** How many images it makes at once. */
  readonly threads: number;
  /**
   * Orders are begun in the order in which they come.
   * @throws RC_SIMULATOR_STUDIO_FAILED when a thread failed or the studio was closed
   */
  make(order: ImageOrder): Promise<StudioReply>;
  /** Ends the threads in the midst of what they do. Safe to call again. */
  close(): Promise<void>;
}

interface Job {
  readonly order: ImageOrder;
  readonly resolve: (reply: StudioReply) => void;
  readonly reject: (error: unknown) => void;
}

// A checkout runs the source, the package what was compiled from it.
const program = import.meta.url.endsWith('.ts')
  ? new URL('./studioThread.ts', import.meta.url)
  : new URL('./studioThread.js', import.meta.url);

/** More threads than that would draw faster than a model answers. */
const mostThreads = 4;

/** @param threads 1 or more; one a core, up to 4, by default */
export function createImageStudio(threads = Math.min(mostThreads, availableParallelism())): ImageStudio {
  const waiting: Job[] = [];
  const running = new Map<Worker, Job>();
  let failure: Error | undefined;

  const fail = (reason: string, cause?: unknown): void => {
    failure ??= simulatorError('RC_SIMULATOR_STUDIO_FAILED', { reason }, cause);
    for (const { reject } of [...running.values(), ...waiting.splice(0)]) reject(failure);
    running.clear();
  };

  const dispatch = (): void => {
    const idle = workers.find((worker) => !running.has(worker));
    const job = idle === undefined ? undefined : waiting.shift();
    if (idle === undefined || job === undefined) return;
    running.set(idle, job);
    idle.postMessage(job.order);
  };

  // Started at once, so that they are warm when the first order comes. They need no environment: it may hold passwords.
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(program, { env: {}, execArgv: [], name: 'challenge-images' });
    worker.on('message', (reply: StudioReply) => {
      const job = running.get(worker);
      running.delete(worker);
      job?.resolve(reply);
      dispatch();
    });
    worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error), error));
    worker.on('exit', (code) => fail(`its thread ended with code ${code}`));
    return worker;
  });

  return {
    threads,
    make: (order) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        waiting.push({ order, resolve, reject });
        dispatch();
      }),
    async close() {
      fail('it was closed');
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
