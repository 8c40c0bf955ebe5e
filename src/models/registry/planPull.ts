import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { ContentHash } from './ContentHash.ts';
import { diskFailure } from './diskFailure.ts';
import { registryError } from './errors.ts';
import type { HubAccess } from './HubAccess.ts';
import { hashFile } from './hashFile.ts';
import { listAnywhere } from './listAnywhere.ts';
import type { ListedFile, RepositoryListing } from './listRepository.ts';
import { type LockEntry, readLock, type Snapshot, snapshotFolder } from './lockFile.ts';
import type { HubModel } from './modelSchema.ts';
import { readPart } from './partFile.ts';
import type { HubEndpoint } from './resolveRegistry.ts';
import { selectFiles } from './selectFiles.ts';

export interface PullOptions {
  /** Take what the revision stands for today, also where something else is locked. */
  readonly update?: boolean;
  /** Keep to the locked commit without asking whether there is a newer one. */
  readonly locked?: boolean;
}

export interface PlannedFile extends ListedFile {
  /**
   * `ready`: there and as announced; `reusable`: the installed snapshot has it; `partial`: begun; `damaged`: there,
   * but different.
   */
  readonly state: 'ready' | 'reusable' | 'partial' | 'damaged' | 'missing';
  /** Bytes still to fetch. */
  readonly toFetch: number;
}

/** What a pull would do. */
export interface PullPlan {
  readonly model: HubModel;
  /** What will be locked. */
  readonly snapshot: Snapshot;
  /** The snapshot is the one that is installed already: at most it is repaired. */
  readonly repairs: boolean;
  /** The lock before the pull. */
  readonly entry: LockEntry | null;
  /** The endpoint that listed the files. */
  readonly endpoint: HubEndpoint;
  /** `null` when the hub was not asked or not reached, and the lock suffices. */
  readonly upstreamCommit: string | null;
  readonly files: readonly PlannedFile[];
  readonly totalBytes: number;
  readonly bytesToFetch: number;
  readonly freeBytes: number;
}

/** Bytes that this user may still write to the disk of `folder`, which need not exist yet. */
async function freeBytesOf(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(folder);
    if (systemErrorCode(error) === 'ENOENT' && parent !== folder) return freeBytesOf(parent);
    throw diskFailure(error, folder, 'read');
  }
}

const listedFiles = (snapshot: Snapshot): ListedFile[] =>
  Object.entries(snapshot.files).map(([path, file]) => ({ path, ...file }));

/** Refuses a listing that differs from what is locked. */
function compareWithLock(
  { model, installed }: { model: HubModel; installed: Snapshot },
  files: readonly ListedFile[],
  { endpoint }: RepositoryListing,
): void {
  const offered = new Map(files.map((file) => [file.path, file]));
  for (const [path, locked] of Object.entries(installed.files)) {
    const file = offered.get(path);
    const bySha256 = file !== undefined && file.sha256 !== null && locked.sha256 !== null;
    const now = bySha256 ? file.sha256 : file?.gitSha1;
    const before = bySha256 ? locked.sha256 : locked.gitSha1;
    if (now === before) continue;
    throw registryError('RC_REGISTRY_UPSTREAM_CHANGED', {
      path,
      id: model.id,
      algorithm: bySha256 ? 'SHA-256' : 'git SHA-1',
      locked: before,
      endpoint: endpoint.url,
      offered: now ?? 'no such file',
    });
  }
  const added = files.find(({ path }) => !Object.hasOwn(installed.files, path));
  if (added === undefined) return;
  throw registryError('RC_REGISTRY_UPSTREAM_CHANGED', {
    path: added.path,
    id: model.id,
    algorithm: 'no checksum',
    locked: '(it was not there)',
    endpoint: endpoint.url,
    offered: added.sha256 ?? added.gitSha1,
  });
}

/** How much of a file is there. */
async function inspect(
  { settings, signal }: HubAccess,
  { snapshot, previous }: { snapshot: Snapshot; previous: Snapshot | null },
  file: ListedFile,
): Promise<PlannedFile> {
  const target = join(snapshotFolder(settings.folder, snapshot), file.path);
  const matches = async (path: string): Promise<boolean | null> => {
    const hash = new ContentHash(file);
    if ((await hashFile(path, hash, signal)) === null) return null;
    return hash.digest().matches;
  };
  const there = await matches(target);
  if (there === true) return { ...file, state: 'ready', toFetch: 0 };
  if (previous !== null && previous.commit !== snapshot.commit && Object.hasOwn(previous.files, file.path)) {
    const old = join(snapshotFolder(settings.folder, previous), file.path);
    if ((await matches(old)) === true) return { ...file, state: 'reusable', toFetch: 0 };
  }
  const part = await readPart(target, { commit: snapshot.commit, bytes: file.bytes });
  if (part !== null && part.size > 0) return { ...file, state: 'partial', toFetch: file.bytes - part.size };
  return { ...file, state: there === false ? 'damaged' : 'missing', toFetch: file.bytes };
}

/**
 * Finds out what a pull would do, changing nothing: asks the hub for the files, compares them with the lock, and hashes
 * what is there. A model that is locked and complete needs no hub: when none is reached, the lock decides.
 * @throws RC_REGISTRY_UPSTREAM_CHANGED, and what listing and reading throw
 */
export async function planPull(
  access: HubAccess,
  model: HubModel,
  { update = false, locked = false }: PullOptions = {},
): Promise<PullPlan> {
  const { settings, clock } = access;
  const { models } = await readLock(settings.folder);
  const entry = Object.hasOwn(models, model.id) ? (models[model.id] ?? null) : null;
  const installed = entry?.installed ?? null;
  // An unfinished pull goes on with what it began.
  const kept = update ? null : (installed ?? entry?.pending ?? null);
  const asksNewest = kept === null || (kept === installed && !locked);
  const inspectAll = async (snapshot: Snapshot, listed: readonly ListedFile[]): Promise<PlannedFile[]> => {
    const files: PlannedFile[] = [];
    for (const file of listed) files.push(await inspect(access, { snapshot, previous: installed }, file));
    return files;
  };

  let listing: RepositoryListing | null = null;
  let snapshot: Snapshot | null = null;
  let files: PlannedFile[] = [];
  if (kept !== null && kept === installed) {
    snapshot = installed;
    files = await inspectAll(installed, listedFiles(installed));
  }
  const complete = snapshot !== null && files.every(({ state }) => state === 'ready');
  if (!complete || !locked) {
    try {
      const revision = asksNewest ? model.source.revision : kept.commit;
      listing = await listAnywhere(access, model.source, revision);
      const selected = selectFiles(listing, model.source);
      if (kept !== null && kept === installed) compareWithLock({ model, installed: kept }, selected, listing);
      else {
        const at = new Date(clock.now()).toISOString();
        const entries = selected.map(({ path, ...file }) => [path, file] as const);
        const { repository } = model.source;
        const { commit, endpoint } = listing;
        snapshot = { repository, commit, endpoint: endpoint.url, at, files: Object.fromEntries(entries) };
        files = await inspectAll(snapshot, selected);
      }
    } catch (error) {
      access.signal?.throwIfAborted();
      const known = error instanceof RoadcrewError && error.code !== 'RC_REGISTRY_UPSTREAM_CHANGED';
      if (!complete || !known) throw error;
    }
  }
  // Either the lock gave one or the listing did, else something was thrown.
  if (snapshot === null) throw new Error('a plan without a snapshot');
  return {
    model,
    snapshot,
    repairs: snapshot === installed || snapshot.commit === installed?.commit,
    entry,
    endpoint: listing?.endpoint ?? settings.endpoints[0],
    upstreamCommit: listing?.commit ?? null,
    files,
    totalBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    bytesToFetch: files.reduce((sum, { toFetch }) => sum + toFetch, 0),
    freeBytes: await freeBytesOf(settings.folder),
  };
}
