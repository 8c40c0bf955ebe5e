import { readCoreSeconds } from '../support/readCoreSeconds.ts';
import { readProcess } from '../support/readProcess.ts';

/** What the server used while it was watched. */
export interface ServerUse {
  /** Of all its processes, once a second; bytes. */
  readonly samples: readonly number[];
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** That the cores were busy with anything. */
  readonly busySeconds: number;
}

/** Begins to watch a process and its descendants. @returns what ends it */
export function watchServer(pid: number, cores: readonly number[]): () => ServerUse {
  const busy = (): number => cores.reduce((sum, core) => sum + readCoreSeconds(core), 0);
  const samples: number[] = [];
  const before = { cpu: readProcess(pid).cpuSeconds, wall: performance.now(), busy: busy() };
  const sample = (): void => {
    // It may end a process between two looks.
    try {
      samples.push(readProcess(pid).residentBytes);
    } catch {}
  };
  const timer = setInterval(sample, 1_000);
  return () => {
    clearInterval(timer);
    sample();
    return {
      samples,
      cpuSeconds: readProcess(pid).cpuSeconds - before.cpu,
      wallSeconds: (performance.now() - before.wall) / 1_000,
      busySeconds: busy() - before.busy,
    };
  };
}
