import { copyFile, link } from 'node:fs/promises';
import { join } from 'node:path';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { ContentHash } from './ContentHash.ts';
import { checkDisk } from './checkDisk.ts';
import { claimFolder } from './claimFolder.ts';
import { diskFailure } from './diskFailure.ts';
import { downloadFile } from './downloadFile.ts';
import { registryError } from './errors.ts';
import { formatBytes } from './formatBytes.ts';
import type { HubAccess } from './HubAccess.ts';
import { hashFile } from './hashFile.ts';
import { type LockEntry, readLock, type Snapshot, snapshotFolder, writeLockEntry } from './lockFile.ts';
import type { PlannedFile, PullPlan } from './planPull.ts';
import { prepareFile } from './prepareFile.ts';
import { removeSnapshot } from './removeSnapshot.ts';

export interface PullProgress {
  /** Bytes of the model that are on the disk. */
  readonly received: number;
  readonly total: number;
}

export interface ExecuteOptions {
  /** The licence that the operator has accepted, if it had to be. */
  readonly acceptedLicence: LockEntry['licence'];
  readonly onProgress?: (progress: PullProgress) => void;
}

/** Failures of one endpoint after which another one is tried. */
const isEndpointFault = (error: unknown): boolean =>
  error instanceof RoadcrewError &&
  !['RC_REGISTRY_DISK_FULL', 'RC_REGISTRY_DISK_FAILED', 'RC_REGISTRY_PATH_UNSAFE'].includes(error.code);

/** Fetches one file from the endpoint that listed it, else from the others. @returns its SHA-256 */
async function fetchFile(
  access: HubAccess,
  plan: PullPlan,
  file: PlannedFile,
  onProgress: (bytes: number) => void,
): Promise<string> {
  const { settings } = access;
  const { snapshot, entry } = plan;
  const below = [...snapshot.repository.split('/'), snapshot.commit];
  const target = await prepareFile(settings.folder, below, file.path);
  if (file.state === 'ready' || file.state === 'reusable') {
    if (file.state === 'reusable' && entry?.installed) {
      const old = join(snapshotFolder(settings.folder, entry.installed), file.path);
      await link(old, target)
        .catch(() => copyFile(old, target))
        .catch((error: unknown) => {
          throw diskFailure(error, target, 'written');
        });
    }
    // The plan has just compared it.
    if (file.sha256 !== null) {
      onProgress(file.bytes);
      return file.sha256;
    }
    const hash = new ContentHash(file);
    await hashFile(target, hash, access.signal);
    onProgress(file.bytes);
    return hash.digest().sha256;
  }
  const others = settings.endpoints.filter(({ url }) => url !== plan.endpoint.url);
  let first: unknown;
  for (const endpoint of [plan.endpoint, ...others]) {
    const { repository, commit } = snapshot;
    try {
      return await downloadFile(access, { endpoint, repository, commit, file, target, onProgress });
    } catch (error) {
      access.signal?.throwIfAborted();
      if (!isEndpointFault(error)) throw error;
      first ??= error;
    }
  }
  throw first;
}

/** Runs `work` on all items, at most `limit` at a time. The first failure aborts the others and is thrown. */
async function runBounded<T>(
  items: readonly T[],
  { limit, signal }: { limit: number; signal: AbortSignal | undefined },
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const both = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  const queue = [...items];
  let failure: { error: unknown } | null = null;
  const drain = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && failure === null; item = queue.shift()) {
      try {
        await work(item, both);
      } catch (error) {
        failure ??= { error };
        failed.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, drain));
  if (failure !== null) throw (failure as { error: unknown }).error;
}

async function fetchFiles(
  access: HubAccess,
  plan: PullPlan,
  onProgress: ExecuteOptions['onProgress'],
): Promise<Snapshot> {
  const onDisk = new Map(plan.files.map(({ path, bytes, toFetch }) => [path, bytes - toFetch]));
  const report = (path: string, bytes: number) => {
    onDisk.set(path, bytes);
    onProgress?.({
      received: [...onDisk.values()].reduce((sum, size) => sum + size, 0),
      total: plan.totalBytes,
    });
  };
  const files: Snapshot['files'] = {};
  const { parallelDownloads: limit } = access.settings;
  try {
    await runBounded(plan.files, { limit, signal: access.signal }, async (file, signal) => {
      const sha256 = await fetchFile({ ...access, signal }, plan, file, (bytes) => report(file.path, bytes));
      files[file.path] = { bytes: file.bytes, sha256, gitSha1: file.gitSha1 };
    });
  } catch (error) {
    if (access.signal?.aborted !== true) throw error;
    const received = [...onDisk.values()].reduce((sum, size) => sum + size, 0);
    const details = {
      id: plan.model.id,
      received: formatBytes(received),
      bytes: formatBytes(plan.totalBytes),
    };
    throw registryError('RC_REGISTRY_INTERRUPTED', details, error);
  }
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...plan.snapshot, files: Object.fromEntries(sorted) };
}

/**
 * Does what `planPull` planned: fetches the files, locks them, and removes what they replace. Until all files are there
 * the snapshot that was installed before stays as it is.
 * @returns what is locked now
 * @throws RC_REGISTRY_DISK_FULL before anything is fetched; RC_REGISTRY_BUSY, RC_REGISTRY_INTERRUPTED (both keep what
 *   is there), and what downloading throws
 */
export async function executePull(
  access: HubAccess,
  plan: PullPlan,
  { acceptedLicence, onProgress }: ExecuteOptions,
): Promise<Snapshot> {
  const { settings } = access;
  const { folder } = settings;
  const { id } = plan.model;
  checkDisk(plan, settings);
  const release = await claimFolder(folder);
  try {
    const { models } = await readLock(folder);
    const before = models[id] ?? null;
    if (JSON.stringify(before) !== JSON.stringify(plan.entry)) {
      throw registryError('RC_REGISTRY_CHANGED_MEANWHILE', { folder });
    }
    const licence = acceptedLicence ?? before?.licence ?? null;
    const pending = before?.pending ?? null;
    if (pending !== null && pending.commit !== plan.snapshot.commit) await removeSnapshot(folder, pending);
    if (!plan.repairs) {
      const installed = before?.installed ?? null;
      await writeLockEntry(folder, id, { licence, installed, pending: plan.snapshot });
    }
    const installed = await fetchFiles(access, plan, onProgress);
    await writeLockEntry(folder, id, { licence, installed, pending: null });
    const old = before?.installed ?? null;
    if (old !== null && old.commit !== installed.commit) await removeSnapshot(folder, old);
    return installed;
  } finally {
    await release();
  }
}
