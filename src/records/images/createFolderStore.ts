import { access, mkdir, open, opendir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { recordsError } from '../errors.ts';
import type { ImageStore } from './ImageStore.ts';
import { imageKey } from './imageKey.ts';

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/**
 * Keeps images as files that only their owner can read.
 * @param folder absolute; created with the first image
 * @param now wall clock, milliseconds since 1970
 */
export function createFolderStore(folder: string, now: () => number): ImageStore {
  const locate = (hash: string): string => join(folder, imageKey.of(hash));
  let written = 0;

  const attempt = async <T>(action: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (full.includes(systemErrorCode(error))) {
        throw recordsError('RC_RECORDS_DISK_FULL', { path: folder }, error);
      }
      const reason = error instanceof Error ? error.message : String(error);
      throw recordsError('RC_RECORDS_STORE_FAILED', { store: folder, action, reason }, error);
    }
  };
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      (error: unknown) => {
        if (systemErrorCode(error) === 'ENOENT') return false;
        throw error;
      },
    );

  return {
    name: folder,
    locate,
    put: (hash, image) =>
      attempt('keep an image', async () => {
        const path = locate(hash);
        const time = new Date(now());
        if (await exists(path)) {
          await utimes(path, time, time);
          return;
        }
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        written += 1;
        // Under another name first: whoever is killed in between leaves no half of an image under its hash.
        const partial = `${path}.${process.pid}-${written}.partial`;
        try {
          const file = await open(partial, 'wx', 0o600);
          try {
            await file.writeFile(image);
            await file.utimes(time, time);
          } finally {
            await file.close();
          }
          await rename(partial, path);
        } catch (error) {
          await rm(partial, { force: true });
          throw error;
        }
      }),
    has: (hash) => attempt('look for an image', () => exists(locate(hash))),
    get: (hash) =>
      attempt('read an image', () =>
        readFile(locate(hash)).catch((error: unknown) => {
          if (systemErrorCode(error) === 'ENOENT') return null;
          throw error;
        }),
      ),
    async *list() {
      const entries = await attempt('list its images', () =>
        opendir(folder, { recursive: true }).catch((error: unknown) => {
          if (systemErrorCode(error) === 'ENOENT') return null;
          throw error;
        }),
      );
      if (entries === null) return;
      for await (const entry of entries) {
        const path = join(entry.parentPath, entry.name);
        const hash = imageKey.read(path.slice(folder.length));
        if (hash === null || !entry.isFile()) continue;
        const found = await stat(path).catch(() => null);
        if (found !== null) yield { hash, bytes: found.size, keptAt: Math.round(found.mtimeMs) };
      }
    },
    remove: (hash) => attempt('delete an image', () => rm(locate(hash), { force: true })),
  };
}
