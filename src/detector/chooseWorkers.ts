import { availableParallelism } from 'node:os';
import type { InferenceConfig } from '../models/workers/configSchema.ts';

/** Each worker holds the model in memory of its own. */
const most = 8;

/**
 * How many workers go through a pile of images soonest: one for each core, but no more than there are images. On a GPU
 * as many as configured, since each takes its memory.
 * @param images 1 or more
 */
export function chooseWorkers(
  { workers, providers }: Pick<InferenceConfig, 'workers' | 'providers'>,
  images: number,
  cores: number = availableParallelism(),
): number {
  if (providers.some((provider) => provider !== 'cpu')) return workers;
  return Math.max(1, Math.min(images, Math.max(workers, Math.min(cores, most))));
}
