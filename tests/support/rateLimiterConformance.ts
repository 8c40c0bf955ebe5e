import { afterEach, expect, it } from 'vitest';
import type { RateLimiter } from '../../src/mining/limits/RateLimiter.ts';

/** Limiters of one store. */
export interface RateLimiterWorld {
  /** A new limiter on the same store, for validators. */
  open(rate: { perMinute: number; burst: number }): Promise<RateLimiter>;
  /** Lets time pass for the store. */
  pass(ms: number): Promise<void>;
  /** What `health()` says all along. */
  readonly health: ReturnType<RateLimiter['health']>;
}

/** What holds for every limiter, wherever it counts. Called inside a `describe`. */
export function rateLimiterConformance(makeWorld: () => Promise<RateLimiterWorld>): void {
  const opened: RateLimiter[] = [];
  afterEach(() => {
    for (const limiter of opened.splice(0)) limiter.close();
  });
  let serial = 0;
  const start = async (rate: { perMinute: number; burst: number }) => {
    const world = await makeWorld();
    const limiter = await world.open(rate);
    opened.push(limiter);
    serial += 1;
    return { world, limiter, key: `caller-${process.pid}-${Date.now()}-${serial}` };
  };

  it('lets the burst pass, then nothing, and says when it will', async () => {
    const { limiter, key, world } = await start({ perMinute: 6, burst: 3 });
    const remaining = [];
    for (let index = 0; index < 3; index += 1) {
      const decision = await limiter.consume(key);
      expect(decision).toMatchObject({ allowed: true, retryAfterMs: 0 });
      remaining.push(decision.remaining);
    }
    expect(remaining).toEqual([2, 1, 0]);
    const refused = await limiter.consume(key);
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    expect(refused.retryAfterMs).toBeGreaterThan(5_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(10_000);
    expect(limiter.health()).toEqual(world.health);
  });

  it('fills the bucket one by one, and takes nothing for what it refuses', async () => {
    const { limiter, key, world } = await start({ perMinute: 600, burst: 2 });
    expect((await limiter.consume(key, 2)).allowed).toBe(true);
    for (let index = 0; index < 20; index += 1) await limiter.consume(key, 2);
    const { retryAfterMs } = await limiter.consume(key);
    expect(retryAfterMs).toBeLessThanOrEqual(100);
    await world.pass(retryAfterMs);
    expect((await limiter.consume(key)).allowed).toBe(true);
  });

  it('holds no more than the burst, however long nobody comes', async () => {
    const { limiter, key, world } = await start({ perMinute: 6_000, burst: 2 });
    await limiter.consume(key, 2);
    await world.pass(200);
    expect((await limiter.consume(key, 2)).allowed).toBe(true);
    expect((await limiter.consume(key, 2)).allowed).toBe(false);
  });

  it('counts callers apart, and calls at the same time together', async () => {
    const { limiter, key } = await start({ perMinute: 6, burst: 5 });
    const decisions = await Promise.all(Array.from({ length: 12 }, () => limiter.consume(key)));
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(5);
    expect((await limiter.consume(`${key}-other`)).remaining).toBe(4);
  });

  it('refuses points that no bucket could ever give', async () => {
    const { limiter, key } = await start({ perMinute: 6, burst: 5 });
    for (const points of [0, -1, 1.5, 6, Number.NaN]) {
      await expect(limiter.consume(key, points)).rejects.toThrow(RangeError);
    }
  });
}
