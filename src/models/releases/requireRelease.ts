import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { releaseError } from './errors.ts';

/**
 * Says at once that a folder holds no release, before processes are started that would find it out one after another.
 * What is in it is theirs to verify.
 * @throws RC_RELEASE_UNREADABLE
 */
export async function requireRelease(folder: string): Promise<void> {
  try {
    await access(join(folder, 'release.json'));
  } catch (error) {
    const code = systemErrorCode(error);
    const reason = code === 'EACCES' ? 'this user may not' : 'it has no release.json';
    throw releaseError('RC_RELEASE_UNREADABLE', { folder, reason }, error);
  }
}
