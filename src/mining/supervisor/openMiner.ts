import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AxonEvent } from '../../bittensor/axon/handleRequest.ts';
import { createDetector } from '../../detector/createDetector.ts';
import { latestEvidencePolicy } from '../../detector/latestEvidencePolicy.ts';
import { connectInferenceHost } from '../../models/host/connectInferenceHost.ts';
import { createRecorder } from '../../records/createRecorder.ts';
import type { Recorder } from '../../records/Recorder.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { systemRandom } from '../../support/random/systemRandom.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import { createRateLimitMetrics } from '../limits/createRateLimitMetrics.ts';
import { createReloadableLimiter } from '../limits/createReloadableLimiter.ts';
import { createFileMetagraphSource } from '../miner/createFileMetagraphSource.ts';
import { createMiner } from '../miner/createMiner.ts';
import type { Miner } from '../miner/Miner.ts';
import type { CustodyClient } from './createCustodyClient.ts';
import type { MinerValues } from './MinerValues.ts';
import type { MinerPulse, MinerSettings } from './messages.ts';
import { openRest } from './openRest.ts';
import { watchMiner } from './watchMiner.ts';

/** A miner with all that it needs, as its process holds it. */
export interface OpenMiner extends Pick<Miner, 'replays' | 'adopt' | 'drain'> {
  listen(): Promise<void>;
  /** Resolves when callers would be answered, at the latest after eight seconds. */
  answerable(): Promise<void>;
  apply(values: MinerValues): void;
  metrics(): Promise<string>;
  pulse(): MinerPulse;
  /** Answers what is in flight, for as long as the settings say, and writes what is not written. */
  close(): Promise<void>;
}

export interface MinerSurroundings {
  readonly logger: Logger;
  readonly custody: CustodyClient;
  readonly alerts: Pick<AlertBook, 'open' | 'over'>;
  /** A record was given to the recorder. */
  readonly recorded: () => void;
  readonly clock?: Clock;
}

const answerableMs = 8_000;
const pollMs = 20;
/** Of the end, kept for records. */
const recordsMs = 2_500;

/** Puts a miner together. @throws RC_AXON_CONFIG_INVALID, RC_RECORDS_… */
export async function openMiner(settings: MinerSettings, around: MinerSurroundings): Promise<OpenMiner> {
  const { hotkey, values, fds, cwd } = settings;
  const { logger, custody, alerts, clock = systemClock } = around;
  const random = systemRandom;
  const registry = createMetricsRegistry({ processMetrics: true });
  const inference = connectInferenceHost({
    ...{ socketPath: settings.inferenceSocket, clock, random, logger, loadedBefore: settings.modelLoaded },
  });
  const stage = inference.stage('challenge');
  const detector = createDetector({ stages: [stage], policy: latestEvidencePolicy([stage.id]), clock });
  const { netuid, file, validators } = values.metagraph;
  const metagraph = await createFileMetagraphSource({
    ...{ netuid, file, validators, clock, alerts, logger: logger.child({ room: 'metagraph' }) },
  });
  const recorder = createRecorder({
    ...{ config: values.records, clock, logger: logger.child({ room: 'records' }), metrics: registry, cwd },
    lost: settings.lostRecords,
    alerts(problem) {
      if (problem.state === 'over') alerts.over(problem.kind);
      else alerts.open(problem.kind, problem);
    },
  });
  const counted: Pick<Recorder, 'write'> = {
    write(record, image) {
      around.recorded();
      recorder.write(record, image);
    },
  };
  const limitMetrics = createRateLimitMetrics(registry);
  const limiter = createReloadableLimiter({
    ...{ config: values.limits, use: 'validator', clock, random, logger: logger.child({ room: 'limits' }) },
    metrics: limitMetrics,
  });
  const rest = openRest({
    ...{ fd: fds.rest, values, inference, recorder: counted, metrics: registry, limitMetrics },
    ...{ clock, random, logger: logger.child({ room: 'rest' }) },
  });
  const miner = createMiner({
    ...{ hotkey, detector, metagraph, recorder: counted, metrics: registry, limiter, custody, clock, random },
    ...{ logger, alerts, config: values, modelState: inference.state },
    ...{ lastChallengeAt: settings.lastChallengeAt, clockOffsets: settings.clockOffsets },
    observe: (event: AxonEvent) => watch.observe(event),
    onVerified: (caller) => watch.verified(caller),
  });
  const folder = resolve(cwd, values.records.folder);
  // Its disk is looked at from now on; where it cannot be made, the recorder says so.
  if (values.records.enabled) await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {});
  const watch = watchMiner({
    ...{ clock, logger, alerts, config: values.alerts, status: miner.status, fetch: globalThis.fetch },
    ...{ folder, startedAt: settings.startedAt },
    address: () => listening,
    proxyProtocol: values.axon.proxyProtocol,
  });
  let listening: { readonly host: string; readonly port: number } | null = null;
  let stopMs = values.supervisor.stopSeconds * 1_000;

  const until = async (isSo: () => boolean, limitMs: number): Promise<void> => {
    const endNs = clock.monotonicNs() + BigInt(Math.round(limitMs * 1e6));
    while (!isSo() && clock.monotonicNs() < endNs) await clock.sleep(pollMs);
  };

  return {
    ...{ replays: miner.replays, adopt: miner.adopt },
    async drain(graceSeconds) {
      await Promise.all([miner.drain(graceSeconds), rest.drain(graceSeconds)]);
    },
    async listen() {
      listening = await miner.listen({ fd: fds.axon, copies: fds.axonCopies ?? [] });
      await rest.listen();
    },
    answerable: () => until(() => miner.status().notReady === null, answerableMs),
    apply(next) {
      stopMs = next.supervisor.stopSeconds * 1_000;
      limiter.reconfigure(next.limits);
      rest.limit(next.limits);
      watch.reconfigure(next.alerts);
      // What needs an upgrade or a restart the supervisor has told.
      miner.reconfigure(next);
    },
    metrics: () => registry.render(),
    pulse: () => ({
      clockOffsets: miner.clockOffsets(),
      status: miner.status(),
      records: values.records.enabled ? recorder.health() : null,
      model: inference.state(),
    }),
    async close() {
      watch.stop();
      // Nothing new is taken; idle connections need not be waited for.
      const drained = miner.drain(stopMs / 1_000).catch(() => {});
      const answered = Promise.race([drained, until(() => miner.status().inFlight === 0, stopMs)]);
      await Promise.all([answered, rest.close(stopMs / 1_000)]);
      await miner.close();
      metagraph.close();
      limiter.close();
      await Promise.all([recorder.close(recordsMs), inference.close()]);
    },
  };
}
