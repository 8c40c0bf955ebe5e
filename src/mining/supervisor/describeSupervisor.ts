import type { InferenceHost } from '../../models/host/InferenceHost.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import { collectMetrics } from './collectMetrics.ts';
import type { Custody } from './createCustody.ts';
import { createFacts, type Fact } from './createFacts.ts';
import type { MinerSeat } from './createMinerSeat.ts';
import type { Reloader } from './createReloader.ts';
import type { SupervisorMetrics } from './createSupervisorMetrics.ts';
import type { KeptProcess } from './keepProcess.ts';
import type { ListeningSocket } from './openListeningSocket.ts';
import type { Wanted } from './startAdminProcess.ts';
import type { RunningMiner } from './startMinerProcess.ts';

/** What is looked at. Nothing of it is changed. */
export interface SupervisorParts {
  readonly clock: Clock;
  readonly hotkey: string;
  readonly configFile: string | null;
  readonly sockets: Readonly<Record<string, ListeningSocket | null>>;
  readonly table: readonly KeptProcess[];
  readonly inference: KeptProcess<InferenceHost>;
  readonly miner: KeptProcess<RunningMiner>;
  readonly seat: MinerSeat;
  readonly custody: Custody<RunningMiner>;
  readonly alerts: Pick<AlertBook, 'list'>;
  readonly reloader: Reloader;
  readonly metrics: SupervisorMetrics;
  readonly alertMetrics: Pick<MetricsRegistry, 'render'>;
}

/** How long a process that is needed may be away before the service counts as dead. */
const deadAfterMs = 60_000;
const metricsMs = 1_000;

/** What the supervisor says about itself and its processes: metrics, health, status. */
export function describeSupervisor(parts: SupervisorParts) {
  const { clock, table, inference, miner, seat, custody, reloader, metrics } = parts;
  const startedNs = clock.monotonicNs();
  const startedAt = new Date(clock.now()).toISOString();
  const pulse = () => miner.current?.pulse ?? null;

  const port = (): string | null => (seat.listening ? null : 'no miner has listened yet');
  const readiness = createFacts(
    {
      port,
      miner: () => {
        const heardNs = miner.current?.heardNs;
        if (miner.state !== 'ready' || heardNs === undefined) return `the miner is ${miner.state}`;
        const silentMs = Number(clock.monotonicNs() - heardNs) / 1e6;
        return silentMs < 3_000 ? null : `the miner has said nothing for ${Math.round(silentMs / 1_000)} s`;
      },
      model: () => {
        if (inference.state !== 'ready') return `the inference process is ${inference.state}`;
        const health = inference.current?.health;
        if (health?.state === 'down') return health.problem ?? 'no worker answers';
        return pulse()?.model === 'ready' ? null : 'the miner does not reach the model';
      },
      snapshot: () => (pulse()?.status.snapshotAgeSeconds === null ? 'no metagraph snapshot is there' : null),
      answering: () => pulse()?.status.notReady ?? null,
    },
    clock,
  );
  const liveness = createFacts(
    {
      port,
      processes: () => {
        const dead = table.find(
          ({ critical, state, since }) => critical && state !== 'ready' && clock.now() - since > deadAfterMs,
        );
        return dead ? `the process ${dead.name} has been ${dead.state} for over a minute` : null;
      },
    },
    clock,
  );
  const looks = { live: liveness, ready: readiness };
  const health = (kind: 'live' | 'ready'): { holds: boolean; facts: readonly Fact[] } => {
    const facts = looks[kind]();
    return { holds: facts.every(({ holds }) => holds), facts };
  };

  const status = (): unknown => {
    const { status: minerStatus = null, records = null, model = null } = pulse() ?? {};
    return {
      ...{ startedAt, uptimeSeconds: Math.floor(Number(clock.monotonicNs() - startedNs) / 1e9) },
      hotkey: parts.hotkey,
      ports: Object.fromEntries(
        Object.entries(parts.sockets).map(([name, socket]) => [
          name,
          socket && { host: socket.host, port: socket.port },
        ]),
      ),
      processes: table.map(({ name, critical, state, since, restarts, crashLooping, current }) => ({
        ...{ name, critical, state, since: new Date(since).toISOString(), restarts, crashLooping },
        ...{ pid: current?.pid ?? null, residentBytes: current?.residentBytes ?? 0 },
      })),
      leaving: [...seat.leaving].map(({ pid }) => pid),
      ...{ miner: minerStatus, records, model, inference: inference.current?.health ?? null },
      custody: { requests: custody.size, bytes: custody.bytes },
      alerts: parts.alerts.list(),
      configuration: { file: parts.configFile, ...reloader.state },
      ready: health('ready'),
    };
  };

  const own = async (): Promise<string> => (await metrics.render()) + (await parts.alertMetrics.render());
  const render = (): Promise<string> =>
    collectMetrics(
      [
        { process: 'supervisor', metrics: own },
        ...table.flatMap(({ name, current }) =>
          current === null || name === 'admin' ? [] : [{ process: name, metrics: () => current.metrics() }],
        ),
      ],
      { clock, limitMs: metricsMs, unanswered: metrics.unanswered },
    );

  const answers: Readonly<Record<Wanted, () => unknown>> = {
    metrics: render,
    live: () => health('live'),
    ready: () => health('ready'),
    status,
  };
  return {
    status,
    holds: (kind: 'live' | 'ready') => health(kind).holds,
    answer: async (what: Wanted): Promise<unknown> => answers[what](),
    /** For `systemctl status`. */
    sentence: (): string => {
      const count = pulse()?.status.validators ?? 0;
      const who = count === 1 ? '1 validator' : `${count} validators`;
      return health('ready').holds ? `answering ${who}` : 'not ready; see /health/ready';
    },
  };
}
