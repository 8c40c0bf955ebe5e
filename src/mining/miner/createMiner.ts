import type { AdmissionContext } from '../../bittensor/axon/admitRequest.ts';
import { configSchema as axonConfigSchema } from '../../bittensor/axon/configSchema.ts';
import { createAxon } from '../../bittensor/axon/createAxon.ts';
import { createAxonMetrics } from '../../bittensor/axon/createAxonMetrics.ts';
import type { AxonEvent } from '../../bittensor/axon/handleRequest.ts';
import type { RequestCustody } from '../../bittensor/axon/RequestCustody.ts';
import { type Call, route } from '../../bittensor/axon/route.ts';
import { taoToRao } from '../../bittensor/metagraph/taoToRao.ts';
import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import type { Detector } from '../../detector/createDetector.ts';
import type { Recorder } from '../../records/Recorder.ts';
import { imageSynapse } from '../../subnets/streetvision/imageSynapse.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { type Logger, silentLogger } from '../../support/logging/Logger.ts';
import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { Random } from '../../support/random/Random.ts';
import { systemRandom } from '../../support/random/systemRandom.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import type { RateLimiter } from '../limits/RateLimiter.ts';
import { answerChallenge } from './answerChallenge.ts';
import { buildRecord, type ChallengeWork } from './buildRecord.ts';
import { configSchema } from './configSchema.ts';
import { createAdmissionPolicies } from './createAdmissionPolicies.ts';
import { createConcurrency } from './createConcurrency.ts';
import { createMinerMetrics, type ModelState } from './createMinerMetrics.ts';
import { hashImage } from './hashImage.ts';
import { listChanges } from './listChanges.ts';
import type { MetagraphSource } from './MetagraphSource.ts';
import type { Miner } from './Miner.ts';
import type { MinerSections } from './MinerSections.ts';

export interface MinerOptions {
  /** SS58 address. No secret is needed. */
  readonly hotkey: string;
  readonly detector: Detector;
  /** Callers get 503 only while it is `never`. Default: always `ready`. */
  readonly modelState?: () => ModelState;
  /** The miner does not close it. */
  readonly metagraph: MetagraphSource;
  readonly config?: MinerSections;
  /** The miner does not close it. */
  readonly recorder?: Pick<Recorder, 'write'>;
  readonly metrics?: MetricsRegistry;
  /** A permitted caller over its rate is answered the short way, never refused (ruling 29). */
  readonly limiter?: Pick<RateLimiter, 'consume'>;
  /** Default: as the axon's. */
  readonly verify?: AdmissionContext['verify'];
  readonly custody?: RequestCustody;
  readonly clock?: Clock;
  readonly random?: Pick<Random, 'bytes'>;
  readonly logger?: Logger;
  readonly alerts?: Pick<AlertBook, 'open' | 'over'>;
  /** Told of every request, as `AxonOptions.observe`. */
  readonly observe?: (event: AxonEvent) => void;
  /** When an earlier miner in this place verified its last challenge; wall clock, milliseconds since 1970. */
  readonly lastChallengeAt?: number | null;
  /** What an earlier miner in this place knew of its callers' clocks; see `Axon.clockOffsets`. */
  readonly clockOffsets?: Iterable<readonly [string, number]>;
  /** A challenge was verified. */
  readonly onVerified?: (hotkey: string) => void;
  /** A verified challenge is over, and its record was given to the recorder. */
  readonly onSettled?: (record: PredictionRecord) => void;
}

/**
 * Makes a miner: an axon for signed challenges, the policies of who is let in, and a detector behind it. A permitted
 * caller always gets a probability, within its time, once a model was loaded; what it rests on is in the record.
 * @throws RC_AXON_CONFIG_INVALID, RC_AXON_TRUSTED_PROXY_INVALID; ZodError for a section `miner` that is none
 */
export function createMiner(options: MinerOptions): Miner {
  const { hotkey, metagraph, recorder } = options;
  const { clock = systemClock, random = systemRandom, logger = silentLogger } = options;
  const { modelState = () => 'ready' as const, alerts = { open() {}, over() {} } } = options;
  let config = configSchema.parse(options.config?.miner ?? {});
  const concurrency = createConcurrency(config.concurrency);
  const policies = createAdmissionPolicies({
    ...{ hotkey, metagraph, modelState, clock, alerts },
    minimumStakeRao: taoToRao(options.config?.metagraph?.minimumStakeTao ?? '0'),
    pressure: () => concurrency.pressure(),
  });
  const metrics = options.metrics && createMinerMetrics(options.metrics);
  const axonMetrics = options.metrics && createAxonMetrics(options.metrics);
  const works = new WeakMap<Call, ChallengeWork>();
  const writing = new Set<Promise<void>>();
  const counts = { answered: 0, guessed: 0 };
  let lastChallengeAt = options.lastChallengeAt ?? null;
  const clockOffsetSeconds = (): number | null => axon.clockOffset()?.seconds ?? null;

  const write = async (record: PredictionRecord, image: Uint8Array | null): Promise<void> => {
    const imageHash = image === null ? null : await hashImage(image);
    recorder?.write({ ...record, imageHash }, image ?? undefined);
    options.onSettled?.({ ...record, imageHash });
  };
  /** After the answer has left: nothing from here on can delay it. */
  const settle = (event: AxonEvent): void => {
    const work = event.call === null ? undefined : works.get(event.call);
    const record = buildRecord(event, work, { clock, random, clockOffsetSeconds: clockOffsetSeconds() });
    if (record.outcome === 'answered' || record.outcome === 'guessed') counts[record.outcome] += 1;
    metrics?.settled(record, policies.permits().permitted(record.caller));
    const { caller, outcome, path, error } = record;
    logger.debug('A challenge is over.', { caller, outcome, path, error, wallMs: Math.round(record.wallMs) });
    const written = write(record, work?.image ?? null)
      .catch((cause: unknown) =>
        logger.error('A record could not be written.', { id: record.id, error: cause }),
      )
      .finally(() => writing.delete(written));
    writing.add(written);
  };

  const axon = createAxon({
    ...{ hotkey, clock, policy: policies.policy },
    routes: [
      route(imageSynapse, async ({ image }, call) => {
        const work = await answerChallenge(image, call, {
          ...{ detector: options.detector, modelState, limiter: options.limiter, concurrency, clock },
          ...{ clockOffsetSeconds, settings: () => config },
          stakeOf: (caller) => policies.permits().stakeOf(caller),
          shortened: (reason) => metrics?.shortened(reason),
          begun: (work) => works.set(call, work),
        });
        works.set(call, work);
        return { prediction: work.probability };
      }),
    ],
    ...(options.config?.axon && { config: options.config.axon }),
    ...(options.verify && { verify: options.verify }),
    ...(options.custody && { custody: options.custody }),
    ...(options.clockOffsets && { clockOffsets: options.clockOffsets }),
    ...(axonMetrics && { refusedConnection: axonMetrics.refusedConnection }),
    observe(event) {
      axonMetrics?.observe(event);
      if (event.hotkey !== null && event.synapse === imageSynapse.name) {
        lastChallengeAt = clock.now();
        options.onVerified?.(event.hotkey);
        settle(event);
      }
      if (event.cause !== undefined && event.outcome === 'RC_AXON_FORWARD_FAILED') {
        logger.error('A request could not be answered.', { error: event.cause });
      }
      options.observe?.(event);
    },
  });
  axonMetrics?.watch(axon);
  const recorded = async (): Promise<void> => {
    while (writing.size > 0) await Promise.all(writing);
  };
  const end = async (): Promise<void> => {
    policies.close();
    await recorded();
  };

  const miner: Miner = {
    listen: (socket) => axon.listen(socket),
    drain: (graceSeconds) => axon.drain(graceSeconds).then(end),
    close: () => axon.close(0).then(end),
    adopt: (socket, request) => axon.adopt(socket, request),
    replays: axon.replays,
    clockOffsets: axon.clockOffsets,
    pressure: () => concurrency.pressure(),
    status: () => ({
      ...{ hotkey, inFlight: axon.inFlight(), ...counts, lastChallengeAt },
      notReady: policies.policy.notReady(),
      clockOffsetSeconds: clockOffsetSeconds(),
      validators: policies.permits().validators.length,
      snapshotAgeSeconds: policies.snapshotAgeSeconds(),
    }),
    reconfigure(next) {
      const wanted = configSchema.parse(next.miner ?? {});
      const wantedAxon = axonConfigSchema.parse(next.axon ?? {});
      policies.setMinimumStake(taoToRao(next.metagraph?.minimumStakeTao ?? '0'));
      concurrency.setBounds(wanted.concurrency);
      const isOther = wanted.hotkey !== undefined && wanted.hotkey !== hotkey;
      config = wanted;
      return {
        needsRestart: [...listChanges(axon.config, wantedAxon, 'axon'), ...(isOther ? ['miner.hotkey'] : [])],
      };
    },
  };
  metrics?.watch({
    ...{ status: miner.status, modelState, pressure: miner.pressure },
    get concurrencyLimit() {
      return concurrency.limit;
    },
  });
  return miner;
}
