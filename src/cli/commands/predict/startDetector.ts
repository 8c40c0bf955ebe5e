import { resolve } from 'node:path';
import { chooseWorkers } from '../../../detector/chooseWorkers.ts';
import { type OpenDetector, openDetector } from '../../../detector/openDetector.ts';
import type { CommandContext } from '../../command.ts';

export interface StartedDetector {
  readonly detector: OpenDetector;
  /** Files to have in work at the same time: one more a worker, so that none waits for the disk. */
  readonly concurrency: number;
  /** Largest image, bytes. */
  readonly limit: number;
}

/**
 * Opens the detector that the configuration describes; it is closed when the command ends.
 * @param images how many there are to look at
 * @param workers `--workers`, if given
 * @throws RC_CONFIG_…, RC_RELEASE_…, RC_WORKERS_START_FAILED
 */
export async function startDetector(
  context: CommandContext,
  { images, workers: given }: { readonly images: number; readonly workers?: number | undefined },
): Promise<StartedDetector> {
  const { values } = await context.loadConfig();
  const { release } = values.detector;
  const workers = given ?? chooseWorkers(values.inference, images);
  const detector = await openDetector({
    release: release === undefined ? undefined : resolve(context.cwd, release),
    inference: { ...values.inference, workers },
    clock: context.clock,
    // What a server wants to know is noise beside an answer; --verbose shows it.
    logger: { ...context.logger, info: context.logger.debug },
  }).catch((error: unknown) => {
    // Ctrl-C reaches the workers, too, and that they ended is then no news.
    context.signal.throwIfAborted();
    throw error;
  });
  context.onExit('inference workers', () => detector.close());
  return { detector, concurrency: 2 * workers, limit: values.inference.image.maxBytes };
}
