import { open } from 'node:fs/promises';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { walletError } from './errors.ts';

const MAX_SIZE = 4096;

const readStart = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_SIZE + 1), 0, MAX_SIZE + 1);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/**
 * Reads a password from a file of one line; the line end is not part of it.
 * @throws RC_WALLET_PASSWORD_FILE
 */
export async function readPasswordFile(path: string): Promise<string> {
  const refuse = (reason: string, cause?: unknown) =>
    walletError('RC_WALLET_PASSWORD_FILE', { path, reason }, cause);
  const bytes = await readStart(path).catch((error: unknown) => {
    throw refuse(systemErrorCode(error), error);
  });
  if (bytes.length > MAX_SIZE) throw refuse('it is too large');
  const password = bytes.toString('utf8').replace(/\r?\n$/, '');
  if (password === '') throw refuse('it is empty');
  if (/[\r\n]/.test(password)) throw refuse('it has more than one line');
  return password;
}
