import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InferenceHost } from '../../models/host/InferenceHost.ts';
import { startInferenceHost } from '../../models/host/startInferenceHost.ts';
import { starterFolder } from '../../models/releases/starterFolder.ts';
import type { InferenceHealth } from '../../models/workers/InferencePool.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { Random } from '../../support/random/Random.ts';
import { createAlertBook } from '../alerts/createAlertBook.ts';
import { createNotifierMetrics } from '../alerts/createNotifierMetrics.ts';
import { createReloadableNotifier } from '../alerts/createReloadableNotifier.ts';
import { createCustody } from './createCustody.ts';
import { createMinerSeat } from './createMinerSeat.ts';
import { createProcessTable } from './createProcessTable.ts';
import { createReleaseSwitch } from './createReleaseSwitch.ts';
import { createReloader } from './createReloader.ts';
import { createSupervisorMetrics } from './createSupervisorMetrics.ts';
import { createSystemdNotifier } from './createSystemdNotifier.ts';
import { describeSupervisor } from './describeSupervisor.ts';
import { supervisorError } from './errors.ts';
import type { MinerValues } from './MinerValues.ts';
import { openSupervisorSockets } from './openSupervisorSockets.ts';
import { readInheritedSockets } from './readInheritedSockets.ts';
import { startAdminProcess, type Wanted } from './startAdminProcess.ts';
import type { RunningMiner } from './startMinerProcess.ts';
import { unlessAborted } from './unlessAborted.ts';
import { watchFile } from './watchFile.ts';

export interface SupervisorOptions {
  /** SS58 address of the miner. */
  readonly hotkey: string;
  readonly values: MinerValues;
  /** Reads the configuration again. @throws RC_CONFIG_… */
  readonly load: () => Promise<MinerValues>;
  /** The yaml file that is watched; `null` without one. */
  readonly configFile: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid?: number;
  /** Name of this machine, for alerts. */
  readonly host?: string;
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly logger: Logger;
  readonly fetch?: typeof globalThis.fetch;
  /** Where relative paths of the records begin. */
  readonly cwd: string;
  /** Gives up the start. */
  readonly signal?: AbortSignal;
  /** Program of the miner, in tests. */
  readonly minerProgram?: URL;
}

export interface Supervisor {
  /** Where validators are answered. */
  readonly axon: { readonly host: string; readonly port: number };
  readonly rest: { readonly host: string; readonly port: number } | null;
  readonly admin: { readonly host: string; readonly port: number };
  /** Of the model at the start. */
  readonly inference: InferenceHealth;
  readonly validators: number;
  /** As `/status` shows it. */
  status(): unknown;
  /** Reads the configuration again. @returns whether it was good */
  reload(): Promise<boolean>;
  /** Replaces the miner by one of the code on disk. @throws RC_SUPERVISOR_UPGRADE_FAILED, and the old one goes on */
  upgrade(): Promise<void>;
  /** Answers what is in flight and ends all processes. Safe to call again. */
  close(): Promise<void>;
}

const watchMs = 1_000;
const settleNs = 5_000_000_000n;

const restOf = ({ rest }: MinerValues): { host: string; port: number } | null =>
  rest.port === undefined ? null : { host: rest.host, port: rest.port };

/**
 * Opens the ports and starts the processes of a miner: inference, miner, admin. Each is started again when it ends;
 * the ports stay open meanwhile, and requests in flight are answered by the next miner.
 * @throws RC_SUPERVISOR_NO_VALIDATORS; RC_AXON_PORT_IN_USE and its like; RC_SUPERVISOR_START_FAILED and what a process says at its first start
 */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const { hotkey, configFile, env, clock, random, logger } = options;
  const { pid = process.pid, host: machine = hostname(), fetch = globalThis.fetch } = options;
  const { file, validators } = options.values.metagraph;
  if (file === undefined && validators === undefined) throw supervisorError('RC_SUPERVISOR_NO_VALIDATORS');
  const sockets = await openSupervisorSockets(
    { axon: options.values.axon, rest: restOf(options.values), admin: options.values.admin },
    readInheritedSockets(env, pid),
  );
  // What a service manager made for this service, otherwise the folder for such things.
  const folder = await mkdtemp(join(env.RUNTIME_DIRECTORY?.split(':')[0] || tmpdir(), 'roadcrew-'));
  const inferenceSocket = join(folder, 'inference.sock');
  const alertMetrics = createMetricsRegistry();
  const notifier = createReloadableNotifier({
    ...{ config: options.values.alerts, clock, random, fetch, logger },
    ...{ metrics: createNotifierMetrics(alertMetrics), host: machine, miner: hotkey },
  });
  const alerts = createAlertBook({ clock, notifier, logger, metrics: alertMetrics });
  const closing = new AbortController();
  const startedAt = clock.now();

  const metrics = createSupervisorMetrics({
    up: () => table.byName(({ state }) => state === 'ready'),
    residentBytes: () => table.byName(({ current }) => current?.residentBytes ?? 0),
    custody: () => custody,
    crashLooping: () => table.list.filter(({ crashLooping }) => crashLooping).length,
  });
  const table = createProcessTable({ clock, random, logger, alerts, onRestart: metrics.restarted });
  const custody = createCustody<RunningMiner>({
    ...{ clock, limitBytes: () => reloader.values.supervisor.custodyBytes, dropped: metrics.dropped },
  });
  const hangMs = () => reloader.values.supervisor.hangSeconds * 1_000;
  const releaseOf = ({ detector }: MinerValues): string => detector.release ?? starterFolder;
  const releases = createReleaseSwitch({
    ...{ first: releaseOf(options.values), alerts, logger },
    // One that has no health yet is still loading.
    host: () => (inference.current?.health ? inference.current : null),
  });
  const reloader = createReloader({
    ...{ values: options.values, load: options.load, now: clock.now, logger, alerts },
    onReload: metrics.reloaded,
    async apply(values) {
      if (notifier.reconfigure(values.alerts)) alerts.tellAgain();
      // One that is just being started is told when it is ready.
      const settings = { ...values, logging: { level: logger.level } };
      await miner.current?.ask('settings', settings).catch(() => {});
      await releases.want(releaseOf(values));
    },
  });
  const seat = createMinerSeat({
    ...{ clock, logger, custody, alerts, hangMs, program: options.minerProgram },
    settings: () => ({
      ...{ hotkey, inferenceSocket, values: reloader.values, level: logger.level, cwd: options.cwd },
      startedAt,
      modelLoaded: inference.state === 'ready' || inference.restarts > 0,
      fds: { axon: sockets.axon.fd, rest: sockets.rest?.fd ?? null },
    }),
    closeMs: () => (reloader.values.supervisor.stopSeconds + 3) * 1_000,
    drainSeconds: () => reloader.values.supervisor.drainSeconds,
    onAdopted: metrics.adopted,
    onRecordsLost: metrics.recordsLost,
  });

  const inference = table.keep<InferenceHost>({
    ...{ name: 'inference', critical: true, hangMs, closeMs: () => 3_000 },
    startMs: options.values.inference.startSeconds * 1_000 + 20_000,
    // Not waited for: it is of use as it is.
    onReady: () => void releases.settle(),
    start: () =>
      startInferenceHost({
        ...{ folder: releases.release, config: reloader.values.inference, socketPath: inferenceSocket },
        ...{ clock, logger: logger.child({ process: 'inference' }) },
      }),
  });
  const miner = table.keep(seat.row);
  const parts = { clock, hotkey, configFile, sockets, inference, miner, seat, custody, alerts };
  const described = describeSupervisor({ ...parts, table: table.list, reloader, metrics, alertMetrics });
  table.keep({
    ...{ name: 'admin', critical: false, hangMs, startMs: 20_000, closeMs: () => 1_000 },
    start: () =>
      startAdminProcess({
        settings: {
          ...{ fd: sockets.admin.fd, level: logger.level },
          allowedHosts: [reloader.values.admin.host, ...reloader.values.admin.allowedHosts],
        },
        clock,
        want: (what: Wanted) => described.answer(what),
      }),
  });

  const systemd = createSystemdNotifier({
    ...{ env, pid, clock, isLive: () => described.holds('live') },
    failed: (error) => logger.warn('systemd could not be told; is systemd-notify installed?', { error }),
  });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= (async () => {
      closing.abort();
      await systemd.stopping();
      systemd.close();
      // The miner first: what it has in flight needs the model.
      await Promise.all([miner.close(), ...[...seat.leaving].map((old) => old.close(3_000))]);
      for (const kept of table.list) await kept.close();
      custody.close();
      for (const socket of Object.values(sockets)) socket?.close();
      await notifier.close();
      await rm(folder, { recursive: true, force: true });
    })();
    return closed;
  };

  try {
    const started = async (): Promise<void> => {
      await Promise.all(table.list.map(({ firstReady }) => firstReady));
      // The miner has yet to find the model, which is a matter of milliseconds; what else it lacks it says itself.
      const untilNs = clock.monotonicNs() + settleNs;
      while (!described.holds('ready') && clock.monotonicNs() < untilNs)
        await clock.sleep(20, closing.signal);
    };
    await unlessAborted(started(), options.signal);
  } catch (error) {
    await close();
    throw error;
  }
  const reload = async (): Promise<boolean> => {
    systemd.reloading();
    const isGood = await reloader.reload();
    systemd.ready(described.sentence());
    return isGood;
  };
  if (configFile !== null) {
    const stopWatching = watchFile(configFile, () => void reload(), { clock });
    closing.signal.addEventListener('abort', stopWatching);
  }
  systemd.ready(described.sentence());
  const watch = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(watchMs, closing.signal);
      // Looked at regularly, so that each fact knows since when it holds.
      described.holds('live');
      systemd.status(described.sentence());
    }
  };
  watch().catch(() => {});
  const { host, port } = sockets.axon;
  return {
    axon: { host, port },
    rest: sockets.rest && { host: sockets.rest.host, port: sockets.rest.port },
    admin: { host: sockets.admin.host, port: sockets.admin.port },
    inference: (await inference.current?.ready) as InferenceHealth,
    validators: miner.current?.pulse?.status.validators ?? 0,
    status: described.status,
    ...{ reload, close },
    async upgrade() {
      try {
        await seat.upgrade(miner);
        metrics.upgraded('done');
      } catch (error) {
        metrics.upgraded('failed');
        throw error;
      }
    },
  };
}
