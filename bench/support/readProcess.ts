import { readFileSync } from 'node:fs';
import { childrenOf } from './childrenOf.ts';

/** What a process and its descendants have used, from Linux's /proc. */
export interface ProcessUse {
  /** utime + stime of all threads, ended ones and reaped children included, in seconds; resolution 10 ms. */
  cpuSeconds: number;
  /** Resident memory now, bytes. */
  residentBytes: number;
}

// USER_HZ, the unit of utime and stime, is 100 on every Linux architecture that Node supports.
const ticksPerSecond = 100;

/** @throws Error when the process has ended. */
export function readProcess(pid: number): ProcessUse {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field, the name, may hold spaces and parentheses; `state` is the first after the last of them.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // utime, stime, cutime, cstime are fields 14 to 17 of proc_pid_stat(5).
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  return childrenOf(pid)
    .map(readProcess)
    .reduce(
      (sum, use) => ({
        cpuSeconds: sum.cpuSeconds + use.cpuSeconds,
        residentBytes: sum.residentBytes + use.residentBytes,
      }),
      { cpuSeconds: ticks / ticksPerSecond, residentBytes: kilobytes * 1024 },
    );
}
