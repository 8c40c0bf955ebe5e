import type { Detector } from '../../detector/createDetector.ts';
import type { Recorder } from '../../records/Recorder.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { RateLimiter } from '../limits/RateLimiter.ts';
import type { RestConfig } from './configSchema.ts';
import type { RestMetrics } from './createRestMetrics.ts';
import type { createTokenCheck } from './createTokenCheck.ts';

/** What every request of the API needs. */
export interface RestContext {
  readonly config: RestConfig;
  readonly authenticate: ReturnType<typeof createTokenCheck>;
  readonly limiter: Pick<RateLimiter, 'consume'>;
  /** Value of `RateLimit-Policy`, where the allowance is known. */
  readonly ratePolicy: () => string | undefined;
  readonly model: () => 'never' | 'loading' | 'ready';
  readonly detector: Pick<Detector, 'detect'>;
  readonly recorder: Pick<Recorder, 'write'>;
  readonly metrics: RestMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Images that are read or looked at. */
  inFlight: number;
}
