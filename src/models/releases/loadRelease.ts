import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Release, releaseSchema } from '../../contracts/release.ts';
import { releaseError } from './errors.ts';

/** A release whose every file was found as it was released. */
export interface LoadedRelease {
  readonly release: Release;
  /** Absolute, without links. */
  readonly folder: string;
  /** Files in the folder that the release does not list, sorted. Nothing reads them. */
  readonly extraFiles: readonly string[];
  /**
   * The absolute path of a file of the release.
   * @param file as `release.json` writes it
   * @throws RC_RELEASE_FILE_UNKNOWN
   */
  pathOf(file: string): string;
}

const manifestName = 'release.json';
/** A manifest is a few kilobytes; what is larger is something else. */
const mostManifestBytes = 1_048_576;

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'ENOTDIR') return 'it is not a folder';
  return message;
};

async function readManifest(folder: string): Promise<string> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(join(folder, manifestName));
    const { size } = await handle.stat();
    if (size > mostManifestBytes) throw new Error(`${manifestName} has ${size} bytes`);
    return await handle.readFile('utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? `it has no ${manifestName}` : reasonOf(error);
    throw releaseError('RC_RELEASE_UNREADABLE', { folder, reason }, error);
  } finally {
    await handle?.close();
  }
}

function parseManifest(text: string, folder: string): Release {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw releaseError('RC_RELEASE_INVALID', { folder, problems: 'it is not JSON' }, error);
  }
  const parsed = releaseSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    );
    throw releaseError('RC_RELEASE_INVALID', { folder, problems: problems.join('; ') });
  }
  const release = parsed.data;
  const listed = release.files.map(({ path }) => path);
  const backbones = release.variants.flatMap(({ file }) => file ?? []);
  const named = [...backbones, release.head, release.licence.notice];
  const unlisted = named.find((path) => !listed.includes(path));
  if (unlisted !== undefined) {
    throw releaseError('RC_RELEASE_INVALID', { folder, problems: `files: ${unlisted} is not among them` });
  }
  if (new Set(listed).size < listed.length) {
    throw releaseError('RC_RELEASE_INVALID', { folder, problems: 'files: one is listed twice' });
  }
  return release;
}

async function verifyFile(folder: string, release: Release, file: Release['files'][number]): Promise<void> {
  const details = { release: release.id, path: file.path };
  const path = join(folder, file.path);
  const real = await realpath(path).catch((error: unknown) => {
    throw releaseError('RC_RELEASE_FILE_MISSING', details, error);
  });
  if (!real.startsWith(folder + sep)) throw releaseError('RC_RELEASE_FILE_OUTSIDE', details);
  const found = await stat(real);
  if (!found.isFile()) throw releaseError('RC_RELEASE_FILE_MISSING', details);
  if (found.size !== file.bytes) {
    const reason = `it has ${found.size} bytes instead of ${file.bytes}`;
    throw releaseError('RC_RELEASE_FILE_CHANGED', { ...details, reason });
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(real), hash);
  if (hash.digest('hex') !== file.sha256) {
    throw releaseError('RC_RELEASE_FILE_CHANGED', { ...details, reason: 'its SHA-256 differs' });
  }
}

/**
 * Reads `release.json` of a folder and verifies size and SHA-256 of every file that it lists.
 * @param folder absolute, or relative to the working folder of the process
 * @throws RC_RELEASE_UNREADABLE, RC_RELEASE_INVALID, RC_RELEASE_FILE_MISSING, RC_RELEASE_FILE_CHANGED,
 *   RC_RELEASE_FILE_OUTSIDE
 */
export async function loadRelease(folder: string): Promise<LoadedRelease> {
  const real = await realpath(folder).catch((error: unknown) => {
    throw releaseError('RC_RELEASE_UNREADABLE', { folder, reason: reasonOf(error) }, error);
  });
  const release = parseManifest(await readManifest(real), folder);
  for (const file of release.files) await verifyFile(real, release, file);
  const known = new Set([manifestName, ...release.files.map(({ path }) => path)]);
  const entries = await readdir(real, { recursive: true, withFileTypes: true });
  const extraFiles = entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(real.length + 1))
    .filter((path) => !known.has(path))
    .sort();
  return {
    release,
    folder: real,
    extraFiles,
    pathOf(file) {
      if (!known.has(file))
        throw releaseError('RC_RELEASE_FILE_UNKNOWN', { release: release.id, path: file });
      return join(real, file);
    },
  };
}
