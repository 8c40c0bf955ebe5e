import { readFileSync } from 'node:fs';
import { childrenOf } from '../axon/childrenOf.ts';

/**
 * Memory of a process and all its descendants, bytes, from Linux's /proc: the proportional set size, which counts a
 * page that n processes share as 1/n in each, so that their sum is what they take together.
 */
export function readTreeMemory(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]);
  if (!Number.isFinite(kilobytes)) throw new Error(`no Pss in /proc/${pid}/smaps_rollup`);
  return childrenOf(pid).reduce((sum, child) => sum + readTreeMemory(child), kilobytes * 1024);
}
