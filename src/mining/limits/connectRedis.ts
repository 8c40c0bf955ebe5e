import { Redis } from 'ioredis';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import { createBackoff } from '../../support/resilience/createBackoff.ts';

/** Silence of a server that owes an answer, after which the connection is given up and made anew. */
const deadSocketMs = 5_000;

/**
 * A connection for commands that are worth nothing when they are late: none waits for a connection, none is tried
 * twice. It comes back by itself, for ever. The address holds a password, so that only codes of errors are logged.
 * @param url as `limits.redis`, checked
 */
export function connectRedis({
  url,
  random,
  logger,
}: {
  url: string;
  random: Pick<Random, 'float'>;
  logger: Logger;
}): Redis {
  const backoff = createBackoff({ firstMs: 100, maxMs: 5_000, random });
  const redis = new Redis(url, {
    lazyConnect: true,
    // With null, the package's default for queues, a command would wait for ever.
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    socketTimeout: deadSocketMs,
    retryStrategy: () => backoff.next(),
    connectionName: 'roadcrew-limits',
  });
  // Without a listener, ioredis writes to standard error, with the address.
  redis.on('error', (error: unknown) => {
    logger.debug('Redis is not reached', { code: systemErrorCode(error) });
  });
  redis.on('ready', () => backoff.reset());
  // What goes wrong is told by the event above.
  redis.connect().catch(() => {});
  return redis;
}
