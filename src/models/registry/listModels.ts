import { readLock, type Snapshot, snapshotFolder } from './lockFile.ts';
import type { Model } from './modelSchema.ts';
import { modelTable } from './modelTable.ts';

export interface ModelState {
  readonly model: Model;
  /** `embedded`: ships with Roadcrew; `incomplete`: a pull was begun. Files are not looked at: `verify` does that. */
  readonly state: 'embedded' | 'installed' | 'incomplete' | 'absent';
  readonly commit: string | null;
  /** Bytes that the lock names; `null` where nothing is locked. */
  readonly bytes: number | null;
  /** Where its files lie. */
  readonly folder: string | null;
}

const bytesOf = ({ files }: Snapshot): number =>
  Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Every model of the registry and what the lock file in `folder` says of it.
 * @throws RC_REGISTRY_LOCK_INVALID, RC_REGISTRY_DISK_FAILED
 */
export async function listModels(
  folder: string,
  table: readonly Model[] = modelTable,
): Promise<readonly ModelState[]> {
  const { models } = await readLock(folder);
  return table.map((model): ModelState => {
    if (model.source.kind === 'embedded') {
      return { model, state: 'embedded', commit: null, bytes: null, folder: model.source.folder };
    }
    const entry = models[model.id];
    const snapshot = entry?.installed ?? entry?.pending ?? null;
    if (!entry || snapshot === null)
      return { model, state: 'absent', commit: null, bytes: null, folder: null };
    return {
      model,
      state: entry.installed === null ? 'incomplete' : 'installed',
      commit: snapshot.commit,
      bytes: bytesOf(snapshot),
      folder: snapshotFolder(folder, snapshot),
    };
  });
}
