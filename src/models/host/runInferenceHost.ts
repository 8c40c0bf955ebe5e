import { systemClock } from '../../support/clock/systemClock.ts';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { systemRandom } from '../../support/random/systemRandom.ts';
import { createInferenceMetrics } from '../workers/createInferenceMetrics.ts';
import { createInferencePool } from '../workers/createInferencePool.ts';
import type { InferencePool } from '../workers/InferencePool.ts';
import { toSentError } from '../workers/toSentError.ts';
import { createMessageLogger } from './createMessageLogger.ts';
import { hostError } from './errors.ts';
import type { FromHost, ToHost } from './messages.ts';
import { type InferenceServer, serveInference } from './serveInference.ts';

// The program of the inference process: a pool of workers behind a socket. `startInferenceHost` runs it.

const say = (message: FromHost): void => {
  if (process.connected) process.send?.(message);
};
const logger = createMessageLogger(say);
const metrics = createMetricsRegistry();
const pulseMs = 1_000;

let pool: InferencePool | undefined;
let server: InferenceServer | undefined;

const open = async ({ folder, config, socketPath }: Extract<ToHost, { kind: 'open' }>): Promise<void> => {
  const { observer, watch } = createInferenceMetrics(metrics);
  const tools = { clock: systemClock, random: systemRandom, logger };
  const opened = await createInferencePool({ folder, config, observer, ...tools });
  pool = opened;
  watch(opened);
  const { maxBytes } = config.image;
  server = await serveInference({ pool: opened, path: socketPath, maxImageBytes: maxBytes, ...tools });
  say({ kind: 'ready', health: opened.health() });
  setInterval(() => {
    say({ kind: 'pulse', health: opened.health(), residentBytes: process.memoryUsage.rss() });
  }, pulseMs).unref();
};

const swap = async ({ id, folder }: Extract<ToHost, { kind: 'swap' }>): Promise<void> => {
  try {
    if (pool === undefined) throw hostError('RC_INFERENCE_HOST_GONE', { reason: 'it is still loading' });
    say({ kind: 'swapped', id, report: await pool.swap(folder) });
  } catch (error) {
    say({ kind: 'not-swapped', id, error: toSentError(error) });
  }
};

const close = async (): Promise<void> => {
  server?.stop();
  await pool?.close();
  await server?.close();
  process.exit(0);
};

process.on('message', (message: ToHost) => {
  switch (message.kind) {
    case 'open':
      open(message).catch((error: unknown) => {
        // The supervisor ends the process when it has read this.
        say({ kind: 'failed', error: toSentError(error) });
      });
      break;
    case 'swap':
      void swap(message);
      break;
    case 'metrics':
      void metrics.render().then((text) => say({ kind: 'metrics', id: message.id, text }));
      break;
    case 'health':
      if (pool !== undefined) say({ kind: 'health', id: message.id, health: pool.health() });
      break;
    case 'close':
      void close();
      break;
  }
});
// The supervisor is gone: whoever comes after it starts a process of its own.
process.on('disconnect', () => process.exit(0));
// Ctrl-C and a service manager's stop reach the whole group; the supervisor decides when this process ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.title = 'roadcrew inference host';
