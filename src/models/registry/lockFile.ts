import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { diskFailure } from './diskFailure.ts';
import { registryError } from './errors.ts';
import { pathProblem } from './pathProblem.ts';
import { writeJsonAtomically } from './writeJsonAtomically.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const sha1 = z.string().regex(/^[0-9a-f]{40}$/);

const snapshotSchema = z.strictObject({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  /** The commit that the revision stood for; files lie in a folder of this name. */
  commit: sha1,
  endpoint: z.url(),
  /** When it was installed, or the pull of it began; UTC. */
  at: z.iso.datetime(),
  files: z.record(
    // A lock that was tampered with must not make `remove` leave the folder.
    z.string().refine((path) => pathProblem(path) === null, 'is not a safe path'),
    z.strictObject({
      bytes: z.int().min(0),
      /** Of the content that was stored; `null` only while a file without an announced one is still pending. */
      sha256: sha256.nullable(),
      /** As the hub announced it. */
      gitSha1: sha1,
    }),
  ),
});

const lockSchema = z.strictObject({
  version: z.literal(1),
  models: z.record(
    z.string(),
    z.strictObject({
      /** The licence that the operator accepted by name, if it had to be accepted. */
      licence: z.strictObject({ name: z.string(), acceptedAt: z.iso.datetime() }).nullable(),
      /** What is complete and in use. */
      installed: snapshotSchema.nullable(),
      /** What a pull has begun to fetch. */
      pending: snapshotSchema.nullable(),
    }),
  ),
});

export type Snapshot = z.output<typeof snapshotSchema>;
export type LockEntry = z.output<typeof lockSchema>['models'][string];
export type LockFile = z.output<typeof lockSchema>;

export const lockPath = (folder: string): string => join(folder, 'models.lock.json');

/** The folder in which the files of a snapshot lie. */
export const snapshotFolder = (folder: string, { repository, commit }: Snapshot): string =>
  join(folder, ...repository.split('/'), commit);

/**
 * What was locked in `folder`; an empty lock where there is none yet.
 * @throws RC_REGISTRY_LOCK_INVALID, RC_REGISTRY_DISK_FAILED
 */
export async function readLock(folder: string): Promise<LockFile> {
  const path = lockPath(folder);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return { version: 1, models: {} };
    throw diskFailure(error, path, 'read');
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw registryError('RC_REGISTRY_LOCK_INVALID', { path, reason: 'it is not JSON' }, error);
  }
  const parsed = lockSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const reason = `${issue?.path.join('.')}: ${issue?.message}`;
  throw registryError('RC_REGISTRY_LOCK_INVALID', { path, reason });
}

/**
 * Replaces one model's entry in the lock file, or takes it out (`null`). Only the holder of `claimFolder` may call it.
 */
export async function writeLockEntry(folder: string, id: string, entry: LockEntry | null): Promise<void> {
  const { models } = await readLock(folder);
  const { [id]: _, ...others } = models;
  const kept = entry === null ? others : { ...others, [id]: entry };
  const sorted = Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeJsonAtomically(lockPath(folder), { version: 1, models: sorted });
}
