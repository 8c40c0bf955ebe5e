import { readFileSync } from 'node:fs';
import { childrenOf } from '../support/childrenOf.ts';

/**
 * Resident memory of a supervisor and its processes, bytes, without the model workers: those are killed all the time,
 * and have a ceiling of their own.
 */
export function measureMemory(pid: number): number {
  try {
    const isWorker = readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('roadcrew inference ');
    if (isWorker) return 0;
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return childrenOf(pid).reduce((sum, child) => sum + measureMemory(child), kilobytes * 1024);
  } catch {
    // It has just ended.
    return 0;
  }
}
