import { constants } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { ContentHash } from './ContentHash.ts';
import { diskFailure } from './diskFailure.ts';
import { registryError } from './errors.ts';
import type { HubAccess } from './HubAccess.ts';
import { hashFile } from './hashFile.ts';
import type { ListedFile } from './listRepository.ts';
import { discardPart, partPath, readPart, writePartNote } from './partFile.ts';
import { type HubAnswer, requestHub } from './requestHub.ts';
import type { HubEndpoint } from './resolveRegistry.ts';
import { syncFolder } from './syncFolder.ts';
import { withRetries } from './withRetries.ts';

export interface Download {
  readonly endpoint: HubEndpoint;
  readonly repository: string;
  readonly commit: string;
  readonly file: ListedFile;
  /** Where it goes, from `prepareFile`. */
  readonly target: string;
  /** Told the bytes of this file that are on the disk, whenever they change. */
  readonly onProgress: (bytes: number) => void;
}

/** Progress below this does not count as such, so that a trickle between cuts comes to an end. */
const worthwhileBytes = 64 * 1024;

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/**
 * Downloads one file: into `<target>.part`, going on where an earlier try ended, then checked, synced and renamed.
 * @returns SHA-256 of the content
 * @throws what `requestHub` throws, RC_REGISTRY_CUT, …_SIZE_MISMATCH, …_PART_STALE, …_CHECKSUM_MISMATCH, …_DISK_…;
 *   the signal's reason when it aborts, which keeps the part
 */
export async function downloadFile(access: HubAccess, download: Download): Promise<string> {
  const { file, target } = download;
  const fetchAll = () =>
    withRetries(access, async (progressed) => {
      const start = await readPart(target, { commit: download.commit, bytes: file.bytes });
      const hash = new ContentHash(file);
      if (start !== null) await hashFile(partPath(target), hash, access.signal);
      const complete = start !== null && hash.bytes === file.bytes;
      const part: PartState = { hash, etag: start?.etag ?? null, progressed };
      return checkContent(download, complete ? hash : await receive(access, download, part));
    });
  let sha256: string;
  try {
    sha256 = await fetchAll();
  } catch (error) {
    // Once more from the start: what was damaged may have been the part, or the way.
    if (!(error instanceof RoadcrewError) || error.code !== 'RC_REGISTRY_CHECKSUM_MISMATCH') throw error;
    sha256 = await fetchAll();
  }
  try {
    await rename(partPath(target), target);
    await discardPart(target);
    await syncFolder(dirname(target));
  } catch (error) {
    throw diskFailure(error, target, 'written');
  }
  download.onProgress(file.bytes);
  return sha256;
}

/** Compares with what was announced; what differs is thrown away. */
async function checkContent({ file, target, onProgress }: Download, hash: ContentHash): Promise<string> {
  const { sha256, matches, algorithm, actual, expected } = hash.digest();
  if (matches) return sha256;
  await discardPart(target);
  onProgress(0);
  throw registryError('RC_REGISTRY_CHECKSUM_MISMATCH', { path: file.path, algorithm, actual, expected });
}

interface PartState {
  /** Of the bytes that are there. */
  readonly hash: ContentHash;
  readonly etag: string | null;
  readonly progressed: () => void;
}

/** Requests what is missing and writes it to the part. @returns the hash of the part, which is complete then */
async function receive(
  access: HubAccess,
  download: Download,
  { hash, etag, progressed }: PartState,
): Promise<ContentHash> {
  const { endpoint, repository, commit, file, target } = download;
  const before = hash.bytes;
  const resuming = before > 0;
  const answer = await requestHub(access, {
    endpoint,
    repository,
    path: `/${repository}/resolve/${commit}/${encodePath(file.path)}`,
    what: `${file.path} of ${repository}`,
    headers: resuming ? { range: `bytes=${before}-` } : {},
    accept: [206, 416],
  });
  const { response } = answer;
  const refuse = async (code: 'RC_REGISTRY_PART_STALE' | 'RC_REGISTRY_SIZE_MISMATCH', offered = 0) => {
    await response.body?.cancel().catch(() => {});
    answer.watch.stop();
    await discardPart(target);
    download.onProgress(0);
    return registryError(code, {
      endpoint: endpoint.url,
      path: file.path,
      received: before,
      bytes: file.bytes,
      offered,
    });
  };
  if (answer.commit !== null && answer.commit !== commit) {
    await refuse('RC_REGISTRY_PART_STALE');
    const reason = `it is of commit ${answer.commit}, not ${commit}`;
    throw registryError('RC_REGISTRY_ANSWER_INVALID', { endpoint: endpoint.url, what: file.path, reason });
  }
  // Without a Range we asked for all of it; 206 or 416 is then no answer.
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  const goesOn =
    response.status === 206 &&
    resuming &&
    Number(range?.[1]) === before &&
    Number(range?.[3]) === file.bytes &&
    answer.etag === etag;
  if (response.status !== 200 && !goesOn) throw await refuse('RC_REGISTRY_PART_STALE');
  const from = goesOn ? before : 0;
  const length = response.headers.get('content-length');
  if (length !== null && from + Number(length) !== file.bytes) {
    throw await refuse('RC_REGISTRY_SIZE_MISMATCH', from + Number(length));
  }
  // A server that knows no ranges sends all of it: what was there is then written anew.
  const received = goesOn ? hash : new ContentHash(file);
  await writeBody(access, download, answer, { hash: received, append: goesOn, progressed });
  if (received.bytes < file.bytes) throw cut(download, received.bytes);
  return received;
}

const cut = ({ endpoint, file }: Download, received: number, cause?: unknown): RoadcrewError =>
  registryError(
    'RC_REGISTRY_CUT',
    { endpoint: endpoint.url, path: file.path, received, bytes: file.bytes },
    cause,
  );

interface Writing {
  readonly hash: ContentHash;
  readonly append: boolean;
  readonly progressed: () => void;
}

async function writeBody(
  { signal }: HubAccess,
  download: Download,
  { response, etag, watch }: HubAnswer,
  { hash, append, progressed }: Writing,
): Promise<void> {
  const { file, target, commit, endpoint, onProgress } = download;
  const path = partPath(target);
  const from = hash.bytes;
  const flags =
    constants.O_WRONLY |
    constants.O_CREAT |
    constants.O_NOFOLLOW |
    (append ? constants.O_APPEND : constants.O_TRUNC);
  let part: FileHandle | undefined;
  try {
    part = await open(path, flags, 0o644).catch((error: unknown) => {
      throw diskFailure(error, path, 'written');
    });
    if (!append) await writePartNote(target, { etag, commit, bytes: file.bytes });
    for await (const chunk of response.body ?? []) {
      watch.feed();
      if (hash.bytes + chunk.length > file.bytes) {
        await part.truncate(0);
        const offered = `more than ${file.bytes}`;
        const details = { endpoint: endpoint.url, path: file.path, bytes: file.bytes, offered };
        throw registryError('RC_REGISTRY_SIZE_MISMATCH', details);
      }
      await part.writeFile(chunk).catch((error: unknown) => {
        throw diskFailure(error, path, 'written', file.bytes - hash.bytes);
      });
      hash.update(chunk);
      onProgress(hash.bytes);
      if (hash.bytes - from >= worthwhileBytes) progressed();
    }
    await part.sync();
  } catch (error) {
    signal?.throwIfAborted();
    if (watch.signal.aborted) throw watch.signal.reason;
    throw error instanceof RoadcrewError ? error : cut(download, hash.bytes, error);
  } finally {
    watch.stop();
    await part?.close();
    await response.body?.cancel().catch(() => {});
  }
}
