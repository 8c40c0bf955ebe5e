import { readCoreSeconds } from '../support/readCoreSeconds.ts';
import { readProcess } from '../support/readProcess.ts';

/**
 * Starts watching one core.
 * @returns a function that ends it: the share of the time, 0 to 1, in which the core was neither idle nor working for
 *   this process and its children
 */
export function watchCore(core: number): () => number {
  const read = () => ({
    wall: performance.now() / 1000,
    busy: readCoreSeconds(core),
    own: readProcess(process.pid).cpuSeconds,
  });
  const before = read();
  return () => {
    const after = read();
    const others = after.busy - before.busy - (after.own - before.own);
    return Math.min(1, Math.max(0, others / (after.wall - before.wall)));
  };
}
