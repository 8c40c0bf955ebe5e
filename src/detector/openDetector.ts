import type { z } from 'zod';
import type { Release } from '../contracts/release.ts';
import { chooseVariant } from '../models/classifier/chooseVariant.ts';
import { loadRelease } from '../models/releases/loadRelease.ts';
import { starterFolder } from '../models/releases/starterFolder.ts';
import type { ProviderAttempt } from '../models/runtimes/ModelSession.ts';
import { configSchema } from '../models/workers/configSchema.ts';
import { createInferencePool } from '../models/workers/createInferencePool.ts';
import type { Clock } from '../support/clock/Clock.ts';
import { systemClock } from '../support/clock/systemClock.ts';
import type { Logger } from '../support/logging/Logger.ts';
import type { Random } from '../support/random/Random.ts';
import { systemRandom } from '../support/random/systemRandom.ts';
import { createDetector, type Detector } from './createDetector.ts';
import { latestEvidencePolicy } from './latestEvidencePolicy.ts';

export interface OpenDetectorOptions {
  /** Folder of the release; default: the starter release that comes with Roadcrew. */
  readonly release?: string | undefined;
  /** As the section `inference` of the configuration; default: one worker on the CPU. */
  readonly inference?: z.input<typeof configSchema>;
  readonly clock?: Clock;
  readonly random?: Pick<Random, 'float'>;
  readonly logger?: Logger;
}

/** A detector with its worker processes. */
export interface OpenDetector extends Detector {
  readonly release: Pick<Release, 'id' | 'title' | 'metrics'>;
  readonly precision: Release['variants'][number]['precision'];
  /** Where the model runs, and why not on those that were to be tried before. */
  readonly providers: readonly ProviderAttempt[];
  /** How many images it looks at at once. */
  readonly workers: number;
  /** Ends the worker processes. Safe to call again. */
  close(): Promise<void>;
}

/**
 * Starts worker processes with a release and puts a detector in front of them. Close it, or the processes stay.
 *
 * ```ts
 * const detector = await openDetector();
 * const { probability, basis } = await detector.detect(await readFile('street.jpg'), deadlineIn(5_000));
 * await detector.close();
 * ```
 * @throws RC_RELEASE_…; RC_CLASSIFIER_PRECISION_MISSING; RC_CLASSIFIER_SERVER_MISSING; RC_WORKERS_START_FAILED;
 *   RC_WORKERS_SERVER_UNUSABLE; ZodError for settings that are none
 */
export async function openDetector(options: OpenDetectorOptions = {}): Promise<OpenDetector> {
  const { clock = systemClock, random = systemRandom, logger } = options;
  const config = configSchema.parse(options.inference ?? {});
  // Verified here, too, so that what is wrong with a release is said by its own error.
  const { release, folder } = await loadRelease(options.release ?? starterFolder);
  chooseVariant(release, { precision: config.precision, remote: config.server !== undefined });
  const pool = await createInferencePool({ folder, config, clock, random, ...(logger && { logger }) });
  const { precision, attempts } = pool.health();
  const detector = createDetector({
    stages: [pool.stage],
    policy: latestEvidencePolicy([pool.stage.id]),
    clock,
  });
  return {
    ...detector,
    release: { id: release.id, title: release.title, metrics: release.metrics },
    precision,
    providers: attempts,
    workers: config.workers,
    close: () => pool.close(),
  };
}
