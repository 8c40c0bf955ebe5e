import { statfs as statFileSystem } from 'node:fs/promises';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { AlertBook } from './AlertBook.ts';
import { checkDisk } from './checkDisk.ts';
import { type Watch, watchEvery } from './watchEvery.ts';

/** Looks every minute at the disk of `folder`, and opens the alert `disk` while it is nearly full. */
export function watchDisk({
  clock,
  folder,
  minimumFreeGb,
  book,
  logger,
  statfs = statFileSystem,
}: {
  clock: Pick<Clock, 'sleep'>;
  folder: string;
  /** Asked each time: it may change. */
  minimumFreeGb: () => number;
  book: Pick<AlertBook, 'open' | 'over'>;
  logger: Logger;
  statfs?: (path: string) => Promise<{ bavail: number; blocks: number; bsize: number }>;
}): Watch {
  const look = async () => {
    const { bavail, blocks, bsize } = await statfs(folder);
    const full = checkDisk({
      ...{ folder, freeBytes: bavail * bsize, totalBytes: blocks * bsize },
      minimumFreeGb: minimumFreeGb(),
    });
    if (full === null) book.over('disk');
    else book.open('disk', full);
  };
  return watchEvery({ name: 'disk', everyMs: 60_000, clock, logger, look });
}
