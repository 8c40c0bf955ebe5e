import { constants } from 'node:fs';
import { access, chmod, copyFile, link, open, rename, rm } from 'node:fs/promises';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { setupError } from './errors.ts';

/** More old files than this in one folder are somebody's archive, not ours. */
const mostBackups = 100;

/**
 * Puts a configuration file in its place, whole or not at all, for its owner alone: it may hold secrets.
 * @param path absolute
 * @param force replaces a file that is there; it is kept as `PATH.bak`, `PATH.bak.2`, …
 * @returns where the old file is kept, or `null`
 * @throws RC_SETUP_FILE_EXISTS (without `force`), RC_SETUP_WRITE_FAILED
 */
export async function writeConfiguration(
  path: string,
  text: string,
  { force }: { force: boolean },
): Promise<{ backup: string | null }> {
  const temporary = `${path}.${process.pid}.new`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!force) {
      // Unlike a rename, this never replaces a file that came meanwhile.
      await link(temporary, path);
      return { backup: null };
    }
    const backup = await keepOld(path);
    await rename(temporary, path);
    return { backup };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EEXIST' && !force) throw setupError('RC_SETUP_FILE_EXISTS', { path });
    throw setupError('RC_SETUP_WRITE_FAILED', { path, reason: code }, error);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function keepOld(path: string): Promise<string | null> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (!exists) return null;
  for (let number = 1; ; number += 1) {
    const backup = number === 1 ? `${path}.bak` : `${path}.bak.${number}`;
    try {
      await copyFile(path, backup, constants.COPYFILE_EXCL);
      await chmod(backup, 0o600);
      return backup;
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST' || number === mostBackups) throw error;
    }
  }
}
