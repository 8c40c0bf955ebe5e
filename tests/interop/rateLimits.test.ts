import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../src/mining/limits/configSchema.ts';
import { createRateLimiter } from '../../src/mining/limits/createRateLimiter.ts';
import type { RateLimiter } from '../../src/mining/limits/RateLimiter.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { silentLogger } from '../../src/support/logging/Logger.ts';
import { systemRandom } from '../../src/support/random/systemRandom.ts';
import { listenOnLoopback } from '../listenOnLoopback.ts';
import { rateLimiterConformance } from '../support/rateLimiterConformance.ts';

const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listenOnLoopback(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** A Redis of our own, so that it may be stopped. Keeps nothing on disk. */
async function startRedis(port: number): Promise<ChildProcess> {
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let said = '';
  for await (const chunk of server.stdout) {
    said += String(chunk);
    if (said.includes('Ready to accept connections')) break;
  }
  return server;
}

const opened: RateLimiter[] = [];
function open(url: string, validator: { perMinute: number; burst: number }, token = validator): RateLimiter {
  const limiter = createRateLimiter({
    config: configSchema.parse({ redis: url, validator, token }),
    use: 'validator',
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  });
  opened.push(limiter);
  return limiter;
}

/** Asks until the limiter is in that state; each question asks under a key of its own. */
async function until(limiter: RateLimiter, insured: boolean): Promise<void> {
  for (let index = 0; index < 400; index += 1) {
    await limiter.consume(`state-${process.pid}-${index}`);
    if (limiter.health().insured === insured) return;
    await systemClock.sleep(25);
  }
  throw new Error(`the limiter never was ${insured ? 'insured' : 'on Redis'}`);
}

let port: number;
let server: ChildProcess;
const url = () => `redis://127.0.0.1:${port}/2`;
beforeAll(async () => {
  port = await freePort();
  server = await startRedis(port);
});
afterEach(() => {
  for (const limiter of opened.splice(0)) limiter.close();
});
afterAll(async () => {
  server.kill('SIGKILL');
  await once(server, 'exit');
});

describe('a limiter on Redis', () => {
  rateLimiterConformance(async () => ({
    open: async (rate) => {
      const limiter = open(url(), rate);
      await until(limiter, false);
      return limiter;
    },
    pass: (ms) => systemClock.sleep(ms),
    health: { store: 'redis', insured: false },
  }));

  it('shares the count with others on the same Redis', async () => {
    const limiters = [1, 2, 3].map(() => open(url(), { perMinute: 1, burst: 7 }));
    for (const limiter of limiters) await until(limiter, false);
    const calls = limiters.flatMap((limiter) => [1, 2, 3, 4].map(() => limiter.consume('shared')));
    expect((await Promise.all(calls)).filter(({ allowed }) => allowed)).toHaveLength(7);
  });

  it('leaves nothing but buckets, under its prefix, that go away, and no token', async () => {
    const config = configSchema.parse({ redis: url() });
    const limiter = createRateLimiter({
      config,
      use: 'token',
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
    });
    opened.push(limiter);
    await until(limiter, false);
    await limiter.consume('rc_a-secret-token');
    const redis = new Redis(url());
    const keys = await redis.keys('*');
    expect(keys.filter((key) => !key.startsWith('roadcrew:limits:'))).toEqual([]);
    expect(keys.filter((key) => key.includes('secret'))).toEqual([]);
    const lifetimes = await Promise.all(keys.map((key) => redis.pttl(key)));
    // -1 would be for ever; -2 has gone meanwhile.
    expect(lifetimes).not.toContain(-1);
    redis.disconnect();
  });
});

describe('a limiter whose Redis goes away', () => {
  const rate = { perMinute: 1, burst: 3 };

  it('goes on in memory when Redis is killed, and comes back with it', async () => {
    const limiter = open(url(), rate);
    await until(limiter, false);
    server.kill('SIGKILL');
    await once(server, 'exit');
    await until(limiter, true);
    const decisions = [];
    for (let index = 0; index < 5; index += 1) decisions.push((await limiter.consume('stopped')).allowed);
    expect(decisions).toEqual([true, true, true, false, false]);
    server = await startRedis(port);
    await until(limiter, false);
    expect((await limiter.consume('stopped')).remaining).toBe(2);
  });

  it('goes on in memory when Redis hangs, waits for it only now and then, and comes back', async () => {
    const limiter = open(url(), rate);
    await until(limiter, false);
    server.kill('SIGSTOP');
    try {
      // All at once: each may wait for its own 50 ms, none fails.
      const first = await Promise.all([1, 2, 3, 4].map(() => limiter.consume('hung')));
      expect(first.filter(({ allowed }) => allowed)).toHaveLength(3);
      expect(limiter.health()).toEqual({ store: 'redis', insured: true });
      const decided = await Promise.all(
        Array.from({ length: 200 }, (_, index) => limiter.consume(`hung-${index}`)),
      );
      expect(decided.every(({ allowed, remaining }) => allowed && remaining === 2)).toBe(true);
    } finally {
      server.kill('SIGCONT');
    }
    await until(limiter, false);
  });
});
