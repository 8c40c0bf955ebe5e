import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import type { ContentHash } from './ContentHash.ts';
import { diskFailure } from './diskFailure.ts';

/**
 * Reads a file's first bytes into `hash`, as far as the file goes. Links are not followed.
 * @returns the file's size, `null` when it is missing
 * @throws RC_REGISTRY_DISK_FAILED; the signal's reason when it aborts
 */
export async function hashFile(
  path: string,
  hash: ContentHash,
  signal?: AbortSignal,
): Promise<number | null> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const buffer = Buffer.allocUnsafe(1024 * 1024);
      for (;;) {
        signal?.throwIfAborted();
        const { bytesRead } = await file.read(buffer, 0, buffer.length);
        if (bytesRead === 0) break;
        hash.update(buffer.subarray(0, bytesRead));
      }
      return hash.bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw diskFailure(error, path, 'read');
  }
}
