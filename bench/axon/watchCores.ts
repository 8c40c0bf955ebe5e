import type { Cores } from '../support/pinToOwnCore.ts';
import { readCoreSeconds } from '../support/readCoreSeconds.ts';
import { readProcess } from '../support/readProcess.ts';

/** What happened on the two cores during a phase. */
export interface CoreUse {
  /** Of the server, seconds. */
  serverCpu: number;
  wall: number;
  /** Share of the server's core that neither it nor idleness had: other programs, and other virtual machines. */
  othersOnServer: number;
  /** The same of the generator's core. */
  othersOnGenerator: number;
}

/** Starts watching. The function that it returns ends the phase. */
export function watchCores(cores: Cores, serverPid: number): () => CoreUse {
  const read = () => ({
    wall: performance.now() / 1000,
    serverCpu: readProcess(serverPid).cpuSeconds,
    generatorCpu: readProcess(process.pid).cpuSeconds,
    serverCore: readCoreSeconds(cores.server),
    generatorCore: readCoreSeconds(cores.generator),
  });
  const before = read();
  return () => {
    const after = read();
    const wall = after.wall - before.wall;
    const serverCpu = after.serverCpu - before.serverCpu;
    // The generator has the server as its child, whose time is not time on its core.
    const generatorCpu = after.generatorCpu - before.generatorCpu - serverCpu;
    const share = (busy: number, own: number): number => Math.max(0, (busy - own) / wall);
    return {
      ...{ serverCpu, wall },
      othersOnServer: share(after.serverCore - before.serverCore, serverCpu),
      othersOnGenerator: share(after.generatorCore - before.generatorCore, generatorCpu),
    };
  };
}
