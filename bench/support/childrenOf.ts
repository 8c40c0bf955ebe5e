import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processes that a process has started, from Linux's /proc.
 * @throws Error when the process has ended
 */
export const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
