import { registryError } from './errors.ts';
import { formatBytes } from './formatBytes.ts';
import type { PullPlan } from './planPull.ts';
import type { RegistrySettings } from './resolveRegistry.ts';

/**
 * Refuses a pull for which there is no room, before anything is fetched.
 * @throws RC_REGISTRY_DISK_FULL
 */
export function checkDisk(
  { bytesToFetch, freeBytes }: Pick<PullPlan, 'bytesToFetch' | 'freeBytes'>,
  { folder, diskMarginBytes }: Pick<RegistrySettings, 'folder' | 'diskMarginBytes'>,
): void {
  const neededBytes = bytesToFetch === 0 ? 0 : bytesToFetch + diskMarginBytes;
  if (neededBytes <= freeBytes) return;
  const needed = `${formatBytes(bytesToFetch)} and ${formatBytes(diskMarginBytes)} of margin`;
  const details = { folder, needed, free: formatBytes(freeBytes), neededBytes, freeBytes };
  throw registryError('RC_REGISTRY_DISK_FULL', details);
}
