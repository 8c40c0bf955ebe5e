import type { Clock } from '../../support/clock/Clock.ts';
import type { RecordDatabase } from '../database/RecordDatabase.ts';
import type { ImageStore, StoredImage } from '../images/ImageStore.ts';
import { chooseImages, type ImagePolicy } from './chooseImages.ts';

export interface PrunePolicy {
  /** Age at which records go, milliseconds; `null`: never. */
  readonly keepMs: number | null;
  readonly images: ImagePolicy;
}

/** What goes, or would go, and which images stay. */
export interface PruneResult {
  readonly records: number;
  readonly images: number;
  readonly imageBytes: number;
  readonly keptImages: number;
  readonly keptImageBytes: number;
}

export interface PruneParts {
  readonly database: Pick<RecordDatabase, 'count' | 'deleteBefore' | 'shrink'>;
  readonly images: Pick<ImageStore, 'list' | 'remove'>;
  readonly policy: PrunePolicy;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

/** Of one statement: milliseconds, so that new records do not wait for it. */
const recordsPerStep = 200;
const pauseMs = 20;

async function choose({ images, policy, clock }: PruneParts) {
  const all: StoredImage[] = [];
  for await (const image of images.list()) all.push(image);
  const gone = chooseImages(all, policy.images, clock.now());
  const sum = (list: readonly StoredImage[]) => list.reduce((bytes, image) => bytes + image.bytes, 0);
  const imageBytes = sum(gone);
  return {
    gone,
    counts: {
      images: gone.length,
      imageBytes,
      keptImages: all.length - gone.length,
      keptImageBytes: sum(all) - imageBytes,
    },
  };
}

/** What `pruneRecords` would delete now. */
async function plan(parts: PruneParts): Promise<PruneResult> {
  const { database, policy, clock } = parts;
  const records = policy.keepMs === null ? 0 : await database.count({ until: clock.now() - policy.keepMs });
  return { records, ...(await choose(parts)).counts };
}

/**
 * Deletes what is older than the policy allows, in small steps with pauses between them.
 * @param signal ends it between two steps; what is deleted by then stays deleted
 */
async function run(parts: PruneParts, signal?: AbortSignal): Promise<PruneResult> {
  const { database, images, policy, clock } = parts;
  let records = 0;
  if (policy.keepMs !== null) {
    const before = clock.now() - policy.keepMs;
    for (let count = recordsPerStep; count === recordsPerStep; ) {
      signal?.throwIfAborted();
      count = await database.deleteBefore(before, recordsPerStep);
      records += count;
      if (count > 0) await database.shrink();
      if (count === recordsPerStep) await clock.sleep(pauseMs, signal);
    }
  }
  const { gone, counts } = await choose(parts);
  for (const [index, { hash }] of gone.entries()) {
    signal?.throwIfAborted();
    await images.remove(hash);
    if (index % 50 === 49) await clock.sleep(pauseMs, signal);
  }
  return { records, ...counts };
}

export const pruneRecords = { plan, run } as const;
