import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskFailure } from './diskFailure.ts';
import { syncFolder } from './syncFolder.ts';

/**
 * Writes a JSON file whole or not at all: to a temporary file beside it, synced, then renamed into place.
 * @throws RC_REGISTRY_DISK_FAILED, RC_REGISTRY_DISK_FULL
 */
export async function writeJsonAtomically(path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(`${JSON.stringify(value, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    throw diskFailure(error, path, 'written');
  } finally {
    await rm(temporary, { force: true }).catch(() => {});
  }
}
