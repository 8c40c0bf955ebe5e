import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { walletError } from './errors.ts';

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const writeSynced = async (path: string, data: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
};

/**
 * Writes a keyfile whole or not at all: to a temporary file beside it (mode 0600), synced, then linked or renamed into
 * place. Folders that are missing are made with mode 0700.
 * @param overwrite without it an existing file is never touched, not even in a race.
 * @throws RC_WALLET_EXISTS, RC_WALLET_WRITE_FAILED
 */
export async function writeWalletFile(path: string, data: Uint8Array, overwrite = false): Promise<void> {
  const folder = dirname(path);
  const temporary = `${folder}/.${basename(path)}.${randomBytes(8).toString('hex')}.tmp`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeSynced(temporary, data);
    // A link, unlike a rename, fails when the name is taken.
    if (overwrite) await rename(temporary, path);
    else await link(temporary, path);
    await syncFolder(folder);
  } catch (error) {
    if (error instanceof RoadcrewError) throw error;
    const reason = systemErrorCode(error);
    if (reason === 'EEXIST' && error instanceof Error && 'syscall' in error && error.syscall === 'link')
      throw walletError('RC_WALLET_EXISTS', { path }, error);
    throw walletError('RC_WALLET_WRITE_FAILED', { path, reason }, error);
  } finally {
    await rm(temporary, { force: true }).catch(() => {});
  }
}
