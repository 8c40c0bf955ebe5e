import { createDetector } from '../../detector/createDetector.ts';
import { latestEvidencePolicy } from '../../detector/latestEvidencePolicy.ts';
import type { InferenceClient } from '../../models/host/InferenceClient.ts';
import type { Recorder } from '../../records/Recorder.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { MetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import type { Random } from '../../support/random/Random.ts';
import type { LimitsConfig } from '../limits/configSchema.ts';
import type { RateLimitMetrics } from '../limits/createRateLimitMetrics.ts';
import { createReloadableLimiter } from '../limits/createReloadableLimiter.ts';
import { createRestServer } from '../rest/createRestServer.ts';
import type { MinerValues } from './MinerValues.ts';

/** The REST API of a miner, or nothing where none is configured. */
export interface OpenRest {
  listen(): Promise<void>;
  drain(graceSeconds: number): Promise<void>;
  close(graceSeconds: number): Promise<void>;
  /** Takes the section `limits` as it now is. */
  limit(config: LimitsConfig): void;
}

const none: OpenRest = {
  ...{ listen: async () => {}, drain: async () => {}, close: async () => {}, limit: () => {} },
};

/** @param options.fd socket that was inherited; `null` without a REST API */
export function openRest(options: {
  readonly fd: number | null;
  readonly values: MinerValues;
  readonly inference: Pick<InferenceClient, 'stage' | 'state'>;
  readonly recorder: Pick<Recorder, 'write'>;
  readonly metrics: MetricsRegistry;
  readonly limitMetrics: RateLimitMetrics;
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly logger: Logger;
}): OpenRest {
  const { fd, values, inference, recorder, metrics, limitMetrics, clock, random, logger } = options;
  if (fd === null) return none;
  const stage = inference.stage('background');
  const limiter = createReloadableLimiter({
    ...{ config: values.limits, use: 'token', clock, random, logger, metrics: limitMetrics },
  });
  const server = createRestServer({
    ...{ config: values.rest, recorder, metrics, clock, logger, limiter, model: inference.state },
    detector: createDetector({ stages: [stage], policy: latestEvidencePolicy([stage.id]), clock }),
    allowance: () => limiter.allowance,
  });
  return {
    async listen() {
      await server.listen({ fd });
    },
    limit: (config) => limiter.reconfigure(config),
    drain: (graceSeconds) => server.drain(graceSeconds),
    async close(graceSeconds) {
      await server.close(graceSeconds);
      limiter.close();
    },
  };
}
