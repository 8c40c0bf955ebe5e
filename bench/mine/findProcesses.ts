import { readFileSync } from 'node:fs';
import { childrenOf } from '../support/childrenOf.ts';

const descendants = (pid: number): number[] => {
  try {
    return childrenOf(pid).flatMap((child) => [child, ...descendants(child)]);
  } catch {
    // It has just ended.
    return [];
  }
};

/** Processes below `pid` whose title begins so. The kernel keeps a title in the place of the command line. */
export const findProcesses = (pid: number, title: string): number[] =>
  descendants(pid).filter((child) => {
    try {
      return readFileSync(`/proc/${child}/cmdline`, 'utf8').startsWith(title);
    } catch {
      return false;
    }
  });
