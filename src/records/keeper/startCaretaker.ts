import type { Clock } from '../../support/clock/Clock.ts';
import type { ImageStore } from '../images/ImageStore.ts';
import { type PrunePolicy, pruneRecords } from '../prune/pruneRecords.ts';
import type { ImageQueue } from './createImageQueue.ts';
import type { Keeper } from './createKeeper.ts';
import type { KeeperReport } from './messages.ts';

export interface CaretakerParts {
  readonly keeper: Pick<Keeper, 'database' | 'lookForSegments'>;
  readonly store: ImageStore;
  readonly images: Pick<ImageQueue, 'refuse' | 'take'>;
  readonly policy: PrunePolicy;
  readonly clock: Clock;
  /** Says in the database that the run goes on. */
  touch(): Promise<void>;
  /** Of the disk that has the records folder. */
  freeSpace(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }>;
  report(message: KeeperReport): void;
}

const stepMs = 15_000;
const dayMs = 86_400_000;
/** After the start, when there is more urgent work. */
const firstPruneMs = 60_000;
/** Below this, or below 5 % of a smaller disk, images are no longer kept: records need little and matter more. */
const lowBytes = 512 * 1024 * 1024;

/**
 * Does what has time, beside the records: shows that the run is alive, prunes daily and when images outgrow their
 * limit, looks at the disk, adopts the spill files of runs that have died since.
 * @returns ends it
 */
export function startCaretaker(parts: CaretakerParts): () => Promise<void> {
  const { keeper, store, images, policy, clock, touch, freeSpace, report } = parts;
  const ended = new AbortController();
  let sincePruneMs = dayMs - firstPruneMs;
  let imageBytes = 0;
  let low = false;

  const warn = (text: string, error: unknown) =>
    report({
      kind: 'warning',
      text,
      details: { reason: error instanceof Error ? error.message : String(error) },
    });

  const lookAtDisk = async (): Promise<void> => {
    const { freeBytes, totalBytes } = await freeSpace();
    const now = freeBytes < Math.min(lowBytes, totalBytes * 0.05);
    if (now === low) return;
    low = now;
    images.refuse(low ? 'the disk is nearly full' : null);
    report({ kind: 'disk', low, freeBytes });
  };

  const prune = async (): Promise<void> => {
    const { database } = keeper;
    if (database === null) return;
    const result = await pruneRecords.run({ database, images: store, policy, clock }, ended.signal);
    images.take();
    sincePruneMs = 0;
    imageBytes = result.keptImageBytes;
    if (result.records + result.images > 0) {
      const { records, images: count, imageBytes: freed } = result;
      report({ kind: 'pruned', records, images: count, imageBytes: freed });
    }
  };

  const step = async (): Promise<void> => {
    await lookAtDisk().catch((error: unknown) => warn('The disk of the records cannot be looked at', error));
    keeper.lookForSegments();
    await touch();
    imageBytes += images.take();
    sincePruneMs += stepMs;
    if (sincePruneMs >= dayMs || imageBytes > policy.images.maxBytes) await prune();
  };

  const work = (async () => {
    while (!ended.signal.aborted) {
      await step().catch((error: unknown) => {
        if (!ended.signal.aborted) warn('Old records and images could not be deleted', error);
      });
      await clock.sleep(stepMs, ended.signal).catch(() => undefined);
    }
  })();
  return () => {
    ended.abort();
    return work;
  };
}
