import { open } from 'node:fs/promises';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { metagraphError } from './errors.ts';

/** Far above the largest subnet: 65,536 neurons of 200 bytes. */
const mostBytes = 32 * 1024 * 1024;

/** @throws RC_METAGRAPH_UNREADABLE */
export async function readTextFile(file: string): Promise<string> {
  const refuse = (reason: string, cause?: unknown) =>
    metagraphError('RC_METAGRAPH_UNREADABLE', { file, reason }, cause);
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > mostBytes) throw refuse(`it has ${size} bytes, more than ${mostBytes}`);
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'RoadcrewError') throw error;
    throw refuse(systemErrorCode(error), error);
  }
}
