import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../../tests/listenOnLoopback.ts';
import { rateLimiterConformance } from '../../../tests/support/rateLimiterConformance.ts';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createLogger } from '../../support/logging/createLogger.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { configSchema } from './configSchema.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import { createRateLimitMetrics } from './createRateLimitMetrics.ts';

const random = createRandom(1);
const inMemory = async () => {
  const clock = createManualClock();
  return {
    open: async (validator: { perMinute: number; burst: number }) =>
      createRateLimiter({
        config: configSchema.parse({ validator }),
        use: 'validator',
        clock,
        random,
        logger: silentLogger,
      }),
    pass: (ms: number) => clock.advance(ms),
    health: { store: 'memory', insured: false } as const,
  };
};

describe('a limiter in memory', () => rateLimiterConformance(inMemory));

describe('a limiter whose Redis takes connections and never answers', () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  rateLimiterConformance(async () => {
    const world = await inMemory();
    const port = server.listening
      ? (server.address() as { port: number }).port
      : await listenOnLoopback(server);
    const clock = createManualClock();
    return {
      ...world,
      open: async (validator) =>
        createRateLimiter({
          config: configSchema.parse({ redis: `redis://127.0.0.1:${port}`, validator }),
          use: 'validator',
          clock,
          random,
          logger: silentLogger,
        }),
      pass: (ms) => clock.advance(ms),
      health: { store: 'redis', insured: true },
    };
  });
});

describe('createRateLimiter', () => {
  it('does without a Redis that is not there, tells it once, and never says its address', async () => {
    const lines: string[] = [];
    const metrics = createMetricsRegistry();
    const limiter = createRateLimiter({
      config: configSchema.parse({ redis: 'redis://miner:hunter2hunter2@127.0.0.1:1/3' }),
      use: 'token',
      clock: createManualClock(),
      random,
      logger: createLogger({ level: 'trace', destination: { write: (line) => lines.push(line) } }),
      metrics: createRateLimitMetrics(metrics),
    });
    for (let index = 0; index < 20; index += 1) expect((await limiter.consume('a token')).allowed).toBe(true);
    expect((await limiter.consume('a token')).allowed).toBe(false);
    expect(limiter.health()).toEqual({ store: 'redis', insured: true });
    limiter.close();
    expect((await limiter.consume('another')).allowed).toBe(true);
    expect(lines.filter((line) => line.includes('Redis is away'))).toHaveLength(1);
    expect(lines.join('')).not.toMatch(/hunter2|miner:/);
    const text = await metrics.render();
    expect(text).toContain('limits_decisions_total{use="token",store="memory",outcome="within"} 21');
    expect(text).toContain('limits_insured{use="token"} 1');
  });
});

describe('the section limits', () => {
  it('has the defaults of a public miner and takes only addresses of Redis', () => {
    expect(configSchema.parse({})).toEqual({
      validator: { perMinute: 60, burst: 20 },
      token: { perMinute: 120, burst: 20 },
    });
    for (const redis of ['rediss://:secret@redis.example:6380/1', 'redis://[::1]:6379']) {
      expect(configSchema.parse({ redis }).redis).toBe(redis);
    }
    for (const redis of ['http://redis.example', 'redis.example:6379', '']) {
      expect(configSchema.safeParse({ redis }).success).toBe(false);
    }
  });
});
