import { join } from 'node:path';
import { ContentHash } from './ContentHash.ts';
import { registryError } from './errors.ts';
import { hashFile } from './hashFile.ts';
import { readLock, snapshotFolder } from './lockFile.ts';

export interface VerifiedFile {
  readonly path: string;
  readonly bytes: number;
  readonly state: 'as-locked' | 'missing' | 'wrong-size' | 'wrong-checksum';
}

/**
 * Reads every file of an installed model and compares it with the lock.
 * @param id as the lock file has it
 * @throws RC_REGISTRY_MODEL_NOT_INSTALLED, RC_REGISTRY_LOCK_INVALID, RC_REGISTRY_DISK_FAILED; the signal's reason when
 *   it aborts
 */
export async function verifyModel(
  folder: string,
  id: string,
  { signal, onFile }: { signal?: AbortSignal; onFile?: (path: string) => void } = {},
): Promise<readonly VerifiedFile[]> {
  const { models } = await readLock(folder);
  const snapshot = models[id]?.installed ?? null;
  if (snapshot === null) throw registryError('RC_REGISTRY_MODEL_NOT_INSTALLED', { id, folder });
  const files: VerifiedFile[] = [];
  for (const [path, locked] of Object.entries(snapshot.files)) {
    onFile?.(path);
    const { bytes } = locked;
    const hash = new ContentHash(locked);
    const size = await hashFile(join(snapshotFolder(folder, snapshot), path), hash, signal);
    const judge = (): VerifiedFile['state'] => {
      if (size === null) return 'missing';
      if (size !== bytes) return 'wrong-size';
      return hash.digest().matches ? 'as-locked' : 'wrong-checksum';
    };
    files.push({ path, bytes, state: judge() });
  }
  return files;
}
