import { claimFolder } from './claimFolder.ts';
import { registryError } from './errors.ts';
import { readLock, writeLockEntry } from './lockFile.ts';
import { removeSnapshot } from './removeSnapshot.ts';

/**
 * Removes a model: the files that its lock entry names, then the entry.
 * @param id as the lock file has it
 * @returns the bytes freed
 * @throws RC_REGISTRY_MODEL_NOT_INSTALLED, RC_REGISTRY_BUSY, RC_REGISTRY_DISK_FAILED, RC_REGISTRY_LOCK_INVALID
 */
export async function removeModel(folder: string, id: string): Promise<number> {
  const find = async () => {
    const { models } = await readLock(folder);
    // Not what every object inherits, e.g. `constructor`.
    const entry = Object.hasOwn(models, id) ? models[id] : undefined;
    if (entry === undefined) throw registryError('RC_REGISTRY_MODEL_NOT_INSTALLED', { id, folder });
    return entry;
  };
  await find();
  const release = await claimFolder(folder);
  try {
    const { installed, pending } = await find();
    let freed = 0;
    for (const snapshot of [installed, pending])
      if (snapshot !== null) freed += await removeSnapshot(folder, snapshot);
    await writeLockEntry(folder, id, null);
    return freed;
  } finally {
    await release();
  }
}
