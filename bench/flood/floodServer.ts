import { systemClock } from '../../src/support/clock/systemClock.ts';
import { quantile } from '../../src/support/statistics/quantile.ts';
import { captureRequests } from './captureRequests.ts';
import { attackerAddresses, floodedAddress, validators } from './identities.ts';
import { judgeServer } from './judgeServer.ts';
import type { ServerReport } from './Report.ts';
import { sendChallenges } from './sendChallenges.ts';
import { startAttack } from './startAttack.ts';
import { summarizeMemory } from './summarizeMemory.ts';
import { watchServer } from './watchServer.ts';

/** A server that answers already. */
export interface FloodedServer {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  readonly hotkey: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly answers: string;
}

export interface FloodSettings {
  readonly seconds: number;
  /** Hostile requests a second. */
  readonly rate: number;
  readonly slowConnections: number;
  readonly challengesPerSecond: number;
  readonly cores: readonly number[];
}

/** How often attackers get fresh captures, milliseconds. A captured call is too old after 13 seconds. */
const captureEveryMs = 4_000;

/** Floods one server while validators challenge it. */
export async function floodServer(
  server: FloodedServer,
  images: readonly string[],
  settings: FloodSettings,
): Promise<ServerReport> {
  const { seconds, rate, cores } = settings;
  const target = { ip: '127.0.0.1', port: server.port, hotkey: server.hotkey };
  const known = validators.filter(({ from }) => from === 0);
  // Warms the server, too, and lets it meet the validators that it knows.
  let captured: Buffer[] = [];
  for (let round = 0; round < 3; round += 1) captured = await captureRequests(target, known, images);
  if (captured.length < known.length)
    throw new Error(`${server.name} does not answer without a flood either.`);

  const ownCpu = process.cpuUsage();
  const attack = await startAttack({
    ...{ target, rate, seconds, captured, slowConnections: settings.slowConnections },
    ...{ addresses: attackerAddresses, flooded: floodedAddress },
    permitted: validators.map(({ keypair }) => keypair.address),
  });
  const stopWatching = watchServer(server.pid, cores);
  let over = false;
  const recapture = (async () => {
    while (!over) {
      await systemClock.sleep(captureEveryMs);
      const fresh = over ? [] : await captureRequests(target, known.slice(0, 2), images);
      if (fresh.length > 0) attack.capture([...fresh, ...captured.slice(0, 6)]);
    }
  })();
  const challenges = await sendChallenges({
    ...{ target, images, seconds, perSecond: settings.challengesPerSecond },
  });
  over = true;
  const use = stopWatching();
  const used = process.cpuUsage(ownCpu);
  const counts = await attack.done;
  await recapture;

  const latencies = challenges.flatMap(({ failure, milliseconds }) =>
    failure === null ? [milliseconds] : [],
  );
  const shareOf = (cpuSeconds: number): number => cpuSeconds / use.wallSeconds;
  const own = (used.user + used.system) / 1e6;
  const report = {
    ...{ name: server.name, versions: server.versions, answers: server.answers, seconds, attack: counts },
    challenges: {
      sent: challenges.length,
      answered: latencies.length,
      latencyMs:
        latencies.length === 0
          ? null
          : { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), max: Math.max(...latencies) },
      lost: challenges.filter(({ failure }) => failure !== null),
      first: challenges.filter(({ first }) => first),
    },
    memory: { samples: use.samples, ...summarizeMemory(use.samples) },
    cpu: {
      server: shareOf(use.cpuSeconds),
      generator: shareOf(counts.cpuSeconds),
      validators: shareOf(own),
      others: Math.max(0, shareOf(use.busySeconds - use.cpuSeconds - counts.cpuSeconds - own)),
    },
  };
  return { ...report, verdicts: judgeServer(report, { rate }) };
}
