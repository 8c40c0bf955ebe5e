import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { diskFailure } from './diskFailure.ts';
import { registryError } from './errors.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
};

/** True when the owner ran on this machine and is gone. */
function isAbandoned(owner: string): boolean {
  const [, pid, host] = /^(\d{1,10}) (.+)$/.exec(owner) ?? [];
  return pid !== undefined && host === hostname() && !isAlive(Number(pid));
}

/**
 * Makes this process the only one that changes `folder`. A claim whose process has died is taken over.
 * @returns a function that gives the claim back
 * @throws RC_REGISTRY_BUSY, RC_REGISTRY_DISK_FAILED
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, '.busy');
  const mine = `${process.pid} ${hostname()} ${randomBytes(6).toString('hex')}`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(path, mine, { flag: 'wx' });
      return async () => {
        await rm(path, { force: true });
      };
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw diskFailure(error, folder, 'written');
    }
    const text = await readFile(path, 'utf8').catch(() => '');
    const owner = text.split(' ').slice(0, 2).join(' ');
    if (attempt > 0 || !isAbandoned(owner)) {
      throw registryError('RC_REGISTRY_BUSY', { folder, path, process: owner || 'unknown' });
    }
    // Moved aside first: of two that find it abandoned, one moves it; what the other moved is checked and put back.
    const aside = `${path}.${randomBytes(6).toString('hex')}`;
    await rename(path, aside).catch(() => {});
    const moved = await readFile(aside, 'utf8').catch(() => text);
    if (moved !== text) await rename(aside, path);
    else await rm(aside, { force: true });
  }
}
