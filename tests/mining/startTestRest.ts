import type { z } from 'zod';
import type { PredictionRecord } from '../../src/contracts/PredictionRecord.ts';
import type { Stage } from '../../src/contracts/Stage.ts';
import type { StageResult } from '../../src/contracts/StageResult.ts';
import { createDetector } from '../../src/detector/createDetector.ts';
import { latestEvidencePolicy } from '../../src/detector/latestEvidencePolicy.ts';
import { contentHash } from '../../src/imaging/hashes/contentHash.ts';
import type { RateDecision } from '../../src/mining/limits/RateLimiter.ts';
import { configSchema } from '../../src/mining/rest/configSchema.ts';
import { createRestServer, type RestServer } from '../../src/mining/rest/createRestServer.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import type { Logger } from '../../src/support/logging/Logger.ts';
import { createMetricsRegistry } from '../../src/support/metrics/createMetricsRegistry.ts';

export const restToken = 'planted-rest-token-0123456789abcdefghij';
export const hashedRestToken = 'another-token-0123456789-abcdefghijklmnop';

export const restEvidence = (probability: number): StageResult => ({
  ...{ stage: 'classifier', outcome: 'evidence', timings: { queue: 0.5, decode: 3, backbone: 20 } },
  evidence: {
    ...{ probability, release: 'fake-1' },
    details: { logit: 1, image: { width: 48, height: 32, perceptualHash: '00ff00ff00ff00ff' } },
  },
});

export interface TestRest {
  readonly server: RestServer;
  readonly url: string;
  readonly port: number;
  readonly records: { readonly record: PredictionRecord; readonly image: Uint8Array | undefined }[];
  readonly logged: string[];
  readonly seen: {
    readonly image: Uint8Array;
    readonly atNs: bigint;
    readonly signal: AbortSignal | undefined;
  }[];
  /** What the model says next, and what is left of the caller's allowance. */
  stage: Stage['run'];
  model: 'never' | 'loading' | 'ready';
  rate: RateDecision;
  readonly asked: string[];
  metrics(): Promise<string>;
  post(body: Uint8Array | string, headers?: Record<string, string>, query?: string): Promise<Response>;
}

/** The REST API over a real socket, in front of a model that says what the test wants. */
export async function startTestRest(config: z.input<typeof configSchema> = {}): Promise<TestRest> {
  const registry = createMetricsRegistry();
  const logged: string[] = [];
  const keep = (message: string, details?: unknown): void =>
    void logged.push(`${message} ${JSON.stringify(details)}`);
  const logger: Logger = {
    ...{ level: 'trace', trace: keep, debug: keep, info: keep, warn: keep, error: keep, fatal: keep },
    child: () => logger,
  };
  const classifier: Stage = {
    id: 'classifier',
    run(image, deadline, signal) {
      test.seen.push({ image, atNs: deadline.atNs, signal });
      return test.stage(image, deadline, signal);
    },
  };
  const server = createRestServer({
    config: configSchema.parse({
      port: 0,
      tokens: [
        { name: 'ada', token: restToken },
        { name: 'bob', sha256: contentHash(Buffer.from(hashedRestToken)) },
      ],
      ...config,
    }),
    detector: createDetector({
      ...{ stages: [classifier], policy: latestEvidencePolicy(['classifier']), clock: systemClock },
    }),
    model: () => test.model,
    limiter: {
      async consume(key) {
        test.asked.push(key);
        return test.rate;
      },
    },
    allowance: () => ({ perMinute: 120, burst: 20 }),
    recorder: { write: (record, image) => void test.records.push({ record, image }) },
    ...{ metrics: registry, clock: systemClock, logger },
  });
  const { port } = await server.listen();
  const url = `http://127.0.0.1:${port}`;
  const test: TestRest = {
    ...{ server, url, port, records: [], logged, seen: [], asked: [] },
    stage: async () => restEvidence(0.75),
    model: 'ready',
    rate: { allowed: true, remaining: 7, retryAfterMs: 0 },
    metrics: () => registry.render(),
    post: (body, headers = {}, query = '') =>
      fetch(`${url}/v1/predictions${query}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : Uint8Array.from(body),
        headers: { authorization: `Bearer ${restToken}`, 'content-type': 'image/png', ...headers },
      }),
  };
  return test;
}
