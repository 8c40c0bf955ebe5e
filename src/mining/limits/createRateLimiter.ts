import { createHash } from 'node:crypto';
import { RateLimiterRedis, RateLimiterRes, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import { createBackoff } from '../../support/resilience/createBackoff.ts';
import { bucketScript } from './bucketScript.ts';
import type { LimitsConfig } from './configSchema.ts';
import { connectRedis } from './connectRedis.ts';
import type { RateLimitMetrics, RateLimitUse } from './createRateLimitMetrics.ts';
import { MemoryBuckets, MemoryDecision } from './MemoryBuckets.ts';
import type { RateDecision, RateLimiter } from './RateLimiter.ts';

/** The most that one call waits for Redis; then memory decides. */
const redisLimitMs = 50;

export interface RateLimiterOptions {
  readonly config: LimitsConfig;
  /** Whose requests: takes `config.validator` or `config.token`, and counts under that name. */
  readonly use: RateLimitUse;
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly logger: Logger;
  readonly metrics?: RateLimitMetrics;
}

// A token is a secret; a hotkey is public, and an operator who looks into Redis wants to read it.
const nameOf: Readonly<Record<RateLimitUse, (key: string) => string>> = {
  validator: (key) => key,
  token: (key) => createHash('sha256').update(key).digest('hex').slice(0, 32),
};

/**
 * A limit by caller: in memory, or where `config.redis` is set in Redis, together with every other miner that has the
 * same one. While Redis is away or slow, memory stands in: a call that Redis does not answer within 50 ms is decided
 * there, the next ones at once, and after a growing pause one call at a time tries Redis again.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { config, use, clock, random, logger, metrics } = options;
  const { perMinute, burst } = config[use];
  const duration = (burst * 60) / perMinute;
  const memory = new MemoryBuckets({ points: burst, duration, clock });
  const redis = config.redis === undefined ? null : connectRedis({ url: config.redis, random, logger });
  const shared =
    redis &&
    new RLWrapperTimeouts({
      limiter: new RateLimiterRedis({
        storeClient: redis,
        rejectIfRedisNotReady: true,
        customIncrTtlLuaScript: bucketScript,
        keyPrefix: `roadcrew:limits:${use}`,
        points: burst,
        duration,
      }),
      timeoutMs: redisLimitMs,
      insuranceLimiter: memory,
    });
  const wholeSeconds = { customDuration: Math.max(1, Math.ceil(duration)) };

  const backoff = createBackoff({ firstMs: 250, maxMs: 10_000, random });
  /** Monotonic ms from which Redis is asked again; null while it answers. */
  let away: number | null = null;
  let trying = false;
  let closed = false;
  const nowMs = () => Number(clock.monotonicNs()) / 1e6;
  metrics?.insured(use, false);

  const learn = (answeredByRedis: boolean, isTrial: boolean) => {
    // Calls that were under way when Redis went away tell no more than the first of them.
    if (closed || (!answeredByRedis && away !== null && !isTrial)) return;
    if (answeredByRedis) {
      if (away !== null) logger.info('Redis counts requests again', { use });
      away = null;
      backoff.reset();
    } else {
      if (away === null) logger.warn('Redis is away; requests are counted in memory', { use });
      away = nowMs() + backoff.next();
    }
    metrics?.insured(use, away !== null);
  };

  const ask = async (key: string, points: number): Promise<RateLimiterRes> => {
    const asksRedis = shared !== null && !closed && (away === null || (nowMs() >= away && !trying));
    if (!asksRedis) return settle(memory.consume(key, points));
    const isTrial = away !== null;
    if (isTrial) trying = true;
    try {
      const decision = await settle(shared.consume(key, points, wholeSeconds));
      learn(!(decision instanceof MemoryDecision), isTrial);
      return decision;
    } finally {
      if (isTrial) trying = false;
    }
  };

  return {
    async consume(key, points = 1): Promise<RateDecision> {
      if (!Number.isSafeInteger(points) || points < 1 || points > burst) {
        throw new RangeError(`points must be an integer from 1 to the burst of ${burst}`);
      }
      const decision = await ask(nameOf[use](key), points);
      const allowed = decision.consumedPoints <= burst;
      metrics?.decided(use, decision instanceof MemoryDecision ? 'memory' : 'redis', allowed);
      return {
        allowed,
        remaining: allowed ? decision.remainingPoints : 0,
        retryAfterMs: allowed ? 0 : decision.msBeforeNext,
      };
    },
    health: () => ({
      store: redis === null ? 'memory' : 'redis',
      insured: redis !== null && (away !== null || redis.status !== 'ready'),
    }),
    close() {
      closed = true;
      redis?.disconnect();
    },
  };
}

/** The package says no by rejecting with the decision. */
async function settle(decision: Promise<RateLimiterRes>): Promise<RateLimiterRes> {
  try {
    return await decision;
  } catch (no) {
    if (no instanceof RateLimiterRes) return no;
    throw no;
  }
}
