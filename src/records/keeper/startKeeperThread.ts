import { Worker } from 'node:worker_threads';
import type { StartKeeperThread } from './KeeperThread.ts';
import type { KeeperReport } from './messages.ts';

// A checkout runs the source, the package what was compiled from it.
const program = import.meta.url.endsWith('.ts')
  ? new URL('./recordsThread.ts', import.meta.url)
  : new URL('./recordsThread.js', import.meta.url);

/** Starts the real thread. It does not keep the process alive. */
export const startKeeperThread: StartKeeperThread = (data, { said, ended }) => {
  // It needs no environment: there may be passwords in it, and variables that pg would obey.
  const worker = new Worker(program, { env: {}, execArgv: [], name: 'records', workerData: data });
  worker.unref();
  let over = false;
  const end = (reason: string): void => {
    if (over) return;
    over = true;
    ended(reason);
  };
  worker.on('message', (report: KeeperReport) => said(report));
  worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => end(`it ended with code ${code}`));

  return {
    send(order) {
      const images = order.kind === 'batch' ? order.entries.flatMap(({ image }) => image ?? []) : [];
      worker.postMessage(order, [...new Set(images.map(({ buffer }) => buffer as ArrayBuffer))]);
    },
    async end() {
      over = true;
      await worker.terminate();
    },
  };
};
