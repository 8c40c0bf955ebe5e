import { Worker } from 'node:worker_threads';
import { demoError } from './errors.ts';
import type { SceneOrder } from './planChallenges.ts';
import type { DrawnFrame, FrameSize } from './sceneThread.ts';

/** Draws the images of challenges in threads, so that nothing waits for it that answers. */
export interface SceneRenderer {
  /**
   * The JPEG of a scene, as a validator of May 2026 would send it. Orders are begun in the order in which they come.
   * @throws RC_DEMO_RENDERER_FAILED when a thread failed or the renderer was closed
   */
  render(order: SceneOrder): Promise<Uint8Array>;
  /** Ends the threads in the midst of what they do. Safe to call again. */
  close(): Promise<void>;
}

interface Job {
  readonly order: SceneOrder;
  readonly resolve: (jpeg: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

// A checkout runs the source, the package what was compiled from it.
const program = import.meta.url.endsWith('.ts')
  ? new URL('./sceneThread.ts', import.meta.url)
  : new URL('./sceneThread.js', import.meta.url);

/** @param threads 1 or more; each draws one scene at a time */
export function createSceneRenderer({
  threads,
  ...size
}: FrameSize & { readonly threads: number }): SceneRenderer {
  const waiting: Job[] = [];
  const running = new Map<Worker, Job>();
  let failure: Error | undefined;

  const fail = (reason: string, cause?: unknown): void => {
    failure ??= demoError('RC_DEMO_RENDERER_FAILED', { reason }, cause);
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
    const worker = new Worker(program, { env: {}, execArgv: [], name: 'demo-scenes', workerData: size });
    worker.on('message', ({ jpeg }: DrawnFrame) => {
      const job = running.get(worker);
      running.delete(worker);
      job?.resolve(jpeg);
      dispatch();
    });
    worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error), error));
    worker.on('exit', (code) => fail(`its thread ended with code ${code}`));
    return worker;
  });

  return {
    render: (order) =>
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
