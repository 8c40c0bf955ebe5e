import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { quantile } from '../../src/support/statistics/quantile.ts';
import type { Cores } from '../support/pinToOwnCore.ts';
import { readProcess } from '../support/readProcess.ts';
import { proveChecks } from './proveChecks.ts';
import { connectionCount, sendCalls } from './sendCalls.ts';
import { signCalls } from './signCalls.ts';
import type { RunningServer } from './startServer.ts';
import { watchCores } from './watchCores.ts';

/** What one run of one server gave. */
export interface ServerResult {
  cpuMsPerRequest: number;
  /** Closed loop. */
  requestsPerSecond: number;
  /** Requests behind the two figures above. */
  saturated: number;
  /** Share of its core that the server had while saturated. */
  serverShare: number;
  /**
   * Share of the two cores that others took, in the worse of the two measured phases. Much of it means that the
   * latencies, and the rates somewhat, are those of a busy machine.
   */
  othersOnServer: number;
  othersOnGenerator: number;
  /** Requests per second of the open loop. */
  offeredPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Requests behind the two latencies. */
  paced: number;
  /** Resident memory before the first request and after the last, bytes. */
  residentAtStart: number;
  residentAtEnd: number;
}

export interface Measurement {
  seconds: number;
  seed: number;
  caller: Keypair;
  cores: Cores;
  /** Whether the server checks signatures; the floor does not. */
  checks: boolean;
  log: (line: string) => void;
}

/** Moments of a Poisson process, in milliseconds. */
const poissonArrivals = (perSecond: number, seconds: number, seed: number): number[] => {
  const random = createRandom(seed);
  const arrivals: number[] = [];
  for (let at = 0; ; ) {
    at += (-Math.log(1 - random.float()) / perSecond) * 1000;
    if (at >= seconds * 1000) return arrivals;
    arrivals.push(at);
  }
};

/** Runs every phase against a server that was just started. @throws Error when anything is refused or broken. */
export async function measureServer(server: RunningServer, options: Measurement): Promise<ServerResult> {
  const { seconds, log } = options;
  const { port } = server;
  const target = { caller: options.caller, hotkey: server.hotkey || options.caller.address, port };
  const residentAtStart = readProcess(server.pid).residentBytes;
  if (options.checks) await proveChecks(target);

  const saturate = async (count: number, limit: number) => {
    const calls = await signCalls(target, count);
    const stopWatching = watchCores(options.cores, server.pid);
    const load = await sendCalls({
      port,
      calls,
      dueMs: (_, nowMs) => (nowMs < limit * 1000 ? nowMs : null),
    });
    return { ...load, use: stopWatching(), perSecond: load.answered / load.elapsed };
  };

  log('warming up');
  const first = await saturate(200, seconds);
  const warm = await saturate(Math.ceil(first.perSecond * Math.min(3, seconds)) + connectionCount, 3);
  log(`saturating (${warm.perSecond.toFixed(0)} requests/s while warming up)`);
  const full = await saturate(Math.ceil(warm.perSecond * seconds * 1.3) + connectionCount, seconds);

  const offered = full.perSecond / 2;
  log(`pacing at ${offered.toFixed(0)} requests/s, half of its capacity`);
  const arrivals = poissonArrivals(offered, seconds, options.seed);
  const calls = await signCalls(target, arrivals.length);
  const stopWatching = watchCores(options.cores, server.pid);
  const paced = await sendCalls({ port, calls, dueMs: (index) => arrivals[index] ?? null });
  const pacedUse = stopWatching();
  if (options.checks) await proveChecks(target);
  return {
    cpuMsPerRequest: (full.use.serverCpu / full.answered) * 1000,
    requestsPerSecond: full.perSecond,
    saturated: full.answered,
    serverShare: full.use.serverCpu / full.use.wall,
    othersOnServer: Math.max(full.use.othersOnServer, pacedUse.othersOnServer),
    othersOnGenerator: Math.max(full.use.othersOnGenerator, pacedUse.othersOnGenerator),
    offeredPerSecond: offered,
    p50Ms: quantile(paced.latenciesMs, 0.5),
    p99Ms: quantile(paced.latenciesMs, 0.99),
    paced: paced.answered,
    residentAtStart,
    residentAtEnd: readProcess(server.pid).residentBytes,
  };
}
