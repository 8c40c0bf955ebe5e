import { readFileSync } from 'node:fs';
import { childrenOf } from '../support/childrenOf.ts';

/**
 * Resident memory of a process and all its descendants, bytes, from Linux's /proc. Pages that they share count once
 * for each. (The proportional set size would count them once, but halves and doubles as other programs on the machine
 * come and go that share our pages, such as another Node.)
 */
export function readTreeMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  if (!Number.isFinite(kilobytes)) throw new Error(`no VmRSS in /proc/${pid}/status`);
  return childrenOf(pid).reduce((sum, child) => sum + readTreeMemory(child), kilobytes * 1024);
}
