import { expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { configSchema, type LimitsConfig } from './configSchema.ts';
import { createRateLimitMetrics } from './createRateLimitMetrics.ts';
import { createReloadableLimiter } from './createReloadableLimiter.ts';

const world = (config: LimitsConfig) => {
  const metrics = createMetricsRegistry();
  const limiter = createReloadableLimiter({
    ...{ config, use: 'validator', clock: createManualClock(), random: createRandom(1) },
    ...{ logger: silentLogger, metrics: createRateLimitMetrics(metrics) },
  });
  const allowed = async (): Promise<boolean> => (await limiter.consume('caller')).allowed;
  return { limiter, metrics, allowed };
};
const config = (burst: number, fields: object = {}): LimitsConfig =>
  configSchema.parse({ validator: { burst }, ...fields });

it('allows what the new settings allow, from the next call on', async () => {
  const { limiter, allowed } = world(config(1));
  expect([await allowed(), await allowed()]).toEqual([true, false]);
  limiter.reconfigure(config(2));
  expect([await allowed(), await allowed(), await allowed()]).toEqual([true, true, false]);
  expect(limiter.allowance).toEqual({ perMinute: 60, burst: 2 });
});

it('goes on counting while only the limits of others change', async () => {
  const { limiter, allowed } = world(config(1));
  await allowed();
  limiter.reconfigure(config(1, { token: { burst: 7 } }));
  expect(await allowed()).toBe(false);
});

it('turns to a Redis and away from it, and the metric follows', async () => {
  const { limiter, allowed, metrics } = world(config(1));
  limiter.reconfigure(config(1, { redis: 'redis://127.0.0.1:1' }));
  expect([await allowed(), limiter.health()]).toEqual([true, { store: 'redis', insured: true }]);
  expect(await metrics.render()).toContain('limits_insured{use="validator"} 1');
  limiter.reconfigure(config(1));
  expect(limiter.health()).toEqual({ store: 'memory', insured: false });
  expect(await metrics.render()).toContain('limits_insured{use="validator"} 0');
  limiter.close();
});
