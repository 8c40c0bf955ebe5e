import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { registryError } from './errors.ts';
import { formatBytes } from './formatBytes.ts';

/** A failed file operation as an error for the operator; errors that are one already stay as they are. */
export function diskFailure(
  error: unknown,
  path: string,
  action: 'read' | 'written' | 'removed',
  needed?: number,
): RoadcrewError {
  if (error instanceof RoadcrewError) return error;
  const reason = systemErrorCode(error);
  if (reason === 'ENOSPC' || reason === 'EDQUOT') {
    const details = {
      folder: path,
      needed: needed === undefined ? 'more' : formatBytes(needed),
      free: 'nothing',
    };
    return registryError('RC_REGISTRY_DISK_FULL', details, error);
  }
  return registryError('RC_REGISTRY_DISK_FAILED', { path, action, reason }, error);
}
