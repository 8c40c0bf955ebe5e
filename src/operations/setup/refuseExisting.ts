import { access } from 'node:fs/promises';
import { setupError } from './errors.ts';

/** @throws RC_SETUP_FILE_EXISTS, before anybody was asked anything */
export async function refuseExisting(path: string): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) throw setupError('RC_SETUP_FILE_EXISTS', { path });
}
