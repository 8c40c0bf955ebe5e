import { type Axon, createAxon } from '../../bittensor/axon/createAxon.ts';
import type { RequestCustody } from '../../bittensor/axon/RequestCustody.ts';
import { route } from '../../bittensor/axon/route.ts';
import { deadlineIn } from '../../detector/deadlineIn.ts';
import { decodeBase64Image } from '../../imaging/decodeBase64Image.ts';
import { connectInferenceHost } from '../../models/host/connectInferenceHost.ts';
import { imageSynapse } from '../../subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { systemRandom } from '../../support/random/systemRandom.ts';
import type { Alert, AlertKind } from '../alerts/Alert.ts';
import type { MinerValues } from './MinerValues.ts';
import type { MinerPulse, MinerSettings } from './messages.ts';

export interface OpenMiner {
  listen(): Promise<void>;
  readonly replays: Axon['replays'];
  adopt: Axon['adopt'];
  answerable(): Promise<void>;
  drain(graceSeconds: number): Promise<void>;
  apply(values: MinerValues): void;
  metrics(): Promise<string>;
  pulse(): MinerPulse;
  close(limitSeconds: number): Promise<void>;
}

// INTERIM until createMiner is there.
export async function openMiner(
  settings: MinerSettings,
  parts: {
    readonly logger: Logger;
    readonly custody: RequestCustody;
    readonly recorded: () => void;
    readonly alert: (about: AlertKind, alert: Pick<Alert, 'severity' | 'title' | 'text'> | null) => void;
  },
): Promise<OpenMiner> {
  const clock = systemClock;
  const { hotkey, values, fds } = settings;
  const registry = createMetricsRegistry({ processMetrics: true });
  const client = connectInferenceHost({
    socketPath: settings.inferenceSocket,
    clock,
    random: systemRandom,
    logger: parts.logger,
    loadedBefore: settings.modelLoaded,
  });
  const stage = client.stage('challenge');
  let answered = 0;
  const axon = createAxon({
    hotkey,
    config: values.axon,
    custody: parts.custody,
    policy: { permit: () => 'yes', notReady: () => (client.state() === 'never' ? 'no model' : null) },
    routes: [
      route(imageSynapse, async ({ image }, { timeout, receivedNs, signal }) => {
        const leftMs = timeout * 1_000 - Number(clock.nowNs() - receivedNs) / 1e6 - 500;
        const result = await stage.run(
          decodeBase64Image(image),
          deadlineIn(Math.max(0, leftMs), clock),
          signal,
        );
        answered += 1;
        parts.recorded();
        return { prediction: result.outcome === 'evidence' ? result.evidence.probability : 0.49 };
      }),
    ],
  });
  return {
    async listen() {
      await axon.listen({ fd: fds.axon });
    },
    replays: axon.replays,
    adopt: axon.adopt,
    answerable: async () => {
      await client.whenReady(AbortSignal.timeout(8000)).catch(() => {});
    },
    drain: (s) => axon.drain(s),
    apply() {},
    metrics: () => registry.render(),
    pulse: () => ({
      model: client.state(),
      records: null,
      status: {
        hotkey,
        notReady: client.state() === 'never' ? 'x' : null,
        inFlight: client.inFlight,
        answered,
        guessed: 0,
        lastChallengeAt: null,
        clockOffsetSeconds: null,
        validators: 1,
        snapshotAgeSeconds: 1,
      },
    }),
    async close(s) {
      await axon.close(Math.max(0, s - 3));
      await client.close();
    },
  };
}
