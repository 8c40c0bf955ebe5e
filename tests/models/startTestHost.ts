import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { connectInferenceHost } from '../../src/models/host/connectInferenceHost.ts';
import type { InferenceClient } from '../../src/models/host/InferenceClient.ts';
import type { InferenceHost } from '../../src/models/host/InferenceHost.ts';
import { startInferenceHost } from '../../src/models/host/startInferenceHost.ts';
import { configSchema } from '../../src/models/workers/configSchema.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import type { Logger } from '../../src/support/logging/Logger.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { type TestReleaseOptions, writeTestRelease } from './writeTestRelease.ts';

/** A supervisor's folder with a release, and the hosts and clients that were started in it. */
export interface TestHosts {
  readonly folder: string;
  readonly socketPath: string;
  readonly logged: string[];
  /** Starts a host on the socket; it need not be ready. */
  start(release?: string): InferenceHost;
  connect(options?: { readonly loadedBefore?: boolean; readonly limit?: number }): InferenceClient;
  close(): Promise<void>;
}

export async function startTestHosts(
  release: TestReleaseOptions = {},
  config: z.input<typeof configSchema> = {},
): Promise<TestHosts> {
  const folder = await mkdtemp(join(tmpdir(), 'rc-host-'));
  await writeTestRelease(join(folder, 'first'), { id: 'first', ...release });
  const socketPath = join(folder, 'inference.sock');
  const hosts: InferenceHost[] = [];
  const clients: InferenceClient[] = [];
  const logged: string[] = [];
  const keep = (message: string): void => void logged.push(message);
  const logger: Logger = {
    ...{ level: 'trace', trace: keep, debug: keep, info: keep, warn: keep, error: keep, fatal: keep },
    child: () => logger,
  };
  return {
    ...{ folder, socketPath, logged },
    start(name = 'first') {
      const host = startInferenceHost({
        ...{ folder: join(folder, name), config: configSchema.parse(config), socketPath },
        ...{ clock: systemClock, logger },
      });
      hosts.push(host);
      return host;
    },
    connect(options = {}) {
      const client = connectInferenceHost({
        ...{ socketPath, clock: systemClock, random: createRandom('client'), logger, ...options },
      });
      clients.push(client);
      return client;
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      for (const host of hosts) host.kill();
      await Promise.all(hosts.map(({ ended }) => ended));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
