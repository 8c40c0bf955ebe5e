import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { walletError } from './errors.ts';

/** Many times what the largest keyfile has. */
const MAX_SIZE = 64 * 1024;

/** A keyfile as it lies on disk. */
export interface WalletFile {
  data: Uint8Array;
  /** The permission bits, e.g. 0o600. */
  mode: number;
}

const failure = (path: string, error: unknown) => {
  const code = systemErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return walletError('RC_WALLET_FILE_MISSING', { path }, error);
  return walletError('RC_WALLET_FILE_UNREADABLE', { path, reason: code }, error);
};

/** Follows links, but only to files below the same folder that are no coldkey. */
const resolveInside = async (path: string, folder: string): Promise<string> => {
  const [real, realFolder] = await Promise.all([realpath(path), realpath(folder)]);
  const inside = real.startsWith(`${realFolder}${sep}`);
  const leadsToColdkey = basename(real) === 'coldkey' && basename(path) !== 'coldkey';
  if (!inside || leadsToColdkey) {
    throw walletError('RC_WALLET_FILE_OUTSIDE', { path });
  }
  return real;
};

const readAll = async (file: FileHandle, path: string): Promise<WalletFile> => {
  const stat = await file.stat();
  if (!stat.isFile()) throw walletError('RC_WALLET_FILE_NOT_REGULAR', { path });
  if (stat.size > MAX_SIZE) throw walletError('RC_WALLET_FILE_TOO_LARGE', { path, limit: MAX_SIZE });
  // A file that grows meanwhile is still read no further than one byte beyond the limit.
  const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_SIZE + 1), 0, MAX_SIZE + 1, 0);
  if (bytesRead > MAX_SIZE) throw walletError('RC_WALLET_FILE_TOO_LARGE', { path, limit: MAX_SIZE });
  return { data: new Uint8Array(buffer.subarray(0, bytesRead)), mode: stat.mode & 0o777 };
};

/**
 * Reads a keyfile.
 * @param folder where links may lead: into this folder and below (secrets mounted by Kubernetes are such links), but
 *   never to a coldkey.
 * @throws RC_WALLET_FILE_MISSING, …_UNREADABLE, …_NOT_REGULAR, …_TOO_LARGE, …_OUTSIDE
 */
export async function readWalletFile(path: string, folder: string): Promise<WalletFile> {
  try {
    const real = await resolveInside(path, folder);
    // Not blocking: opening a pipe would otherwise wait for its other end for ever.
    const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return await readAll(file, path);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof RoadcrewError) throw error;
    throw failure(path, error);
  }
}
