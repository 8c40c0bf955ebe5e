import { isDeepStrictEqual } from 'node:util';
import type { LimitsConfig } from './configSchema.ts';
import { createRateLimiter, type RateLimiterOptions } from './createRateLimiter.ts';
import type { RateLimiter } from './RateLimiter.ts';

export interface ReloadableLimiter extends RateLimiter {
  /** What one caller may do, as it now is. */
  readonly allowance: { readonly perMinute: number; readonly burst: number };
  /** Takes the section `limits` as it now is. */
  reconfigure(config: LimitsConfig): void;
}

/**
 * A limiter whose limits can change. After a change that concerns it every caller begins with a full allowance, unless
 * Redis has counted: there the count goes on.
 */
export function createReloadableLimiter(options: RateLimiterOptions): ReloadableLimiter {
  const { use } = options;
  let { config } = options;
  let current = createRateLimiter(options);
  const partsOf = (from: LimitsConfig) => [from.redis, from[use]];
  return {
    consume: (key, points) => current.consume(key, points),
    health: () => current.health(),
    get allowance() {
      return config[use];
    },
    reconfigure(next) {
      const isSame = isDeepStrictEqual(partsOf(config), partsOf(next));
      config = next;
      if (isSame) return;
      // Calls that wait for the old Redis are decided in memory.
      current.close();
      current = createRateLimiter({ ...options, config });
    },
    close: () => current.close(),
  };
}
