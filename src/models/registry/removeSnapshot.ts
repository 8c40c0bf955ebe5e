import { lstat, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskFailure } from './diskFailure.ts';
import { type Snapshot, snapshotFolder } from './lockFile.ts';
import { partPath } from './partFile.ts';

/**
 * Removes the files that a snapshot names and what was begun of them, then the folders that are empty after that.
 * Other files stay.
 * @returns the bytes of the files that were removed
 * @throws RC_REGISTRY_DISK_FAILED
 */
export async function removeSnapshot(folder: string, snapshot: Snapshot): Promise<number> {
  const base = snapshotFolder(folder, snapshot);
  const folders = new Set<string>();
  let freed = 0;
  for (const path of Object.keys(snapshot.files)) {
    const target = join(base, path);
    for (const file of [target, partPath(target), `${partPath(target)}.json`]) {
      const status = await lstat(file).catch(() => null);
      if (status === null || status.isDirectory()) continue;
      await rm(file).catch((error: unknown) => {
        throw diskFailure(error, file, 'removed');
      });
      // A file that another snapshot shares by a hard link frees nothing yet.
      if (status.nlink === 1) freed += status.size;
    }
    for (let above = dirname(target); above.length >= base.length; above = dirname(above)) folders.add(above);
  }
  // Deepest first; what is not empty stays.
  const deepestFirst = [...folders, base].sort((a, b) => b.length - a.length);
  for (const empty of [...deepestFirst, dirname(base), dirname(dirname(base))]) {
    await rmdir(empty).catch(() => {});
  }
  return freed;
}
