import { open } from 'node:fs/promises';
import { configError } from './errors.ts';
import { yamlByteLimit } from './readYamlLayer.ts';

/**
 * Reads a configuration file, never more of it than is allowed.
 * @returns its text, or `null` when there is none
 * @throws RC_CONFIG_FILE_UNREADABLE, RC_CONFIG_FILE_TOO_LARGE
 */
export async function readConfigFile(path: string): Promise<string | null> {
  try {
    await using file = await open(path, 'r');
    const buffer = Buffer.alloc(yamlByteLimit + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    if (length > yamlByteLimit) throw configError('RC_CONFIG_FILE_TOO_LARGE', { path, limit: yamlByteLimit });
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, length));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code?.startsWith('RC_')) throw error;
    throw configError(
      'RC_CONFIG_FILE_UNREADABLE',
      { path, reason: code === undefined ? message : reasonOf(code) },
      error,
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

const reasonOf = (code: string): string => reasons[code] ?? code;
