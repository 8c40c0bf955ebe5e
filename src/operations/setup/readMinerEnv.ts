import { readFile, stat } from 'node:fs/promises';
import { systemErrorCode } from '../../support/errors/systemErrorCode.ts';
import { setupError } from './errors.ts';
import { findKeyMaterial } from './findKeyMaterial.ts';
import { type MinerEnvMapping, mapMinerEnv } from './mapMinerEnv.ts';
import { parseEnvFile } from './parseEnvFile.ts';

/** A miner.env is a page long. */
const mostBytes = 65_536;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is none',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not',
};

/**
 * Reads the `miner.env` of the Python miner. No error repeats what the file holds.
 * @param path absolute
 * @throws RC_SETUP_ENV_UNREADABLE, RC_SETUP_ENV_HOLDS_KEY, RC_SETUP_ENV_INVALID with every bad line at once
 */
export async function readMinerEnv(path: string): Promise<MinerEnvMapping> {
  const text = await readWhole(path);
  const line = findKeyMaterial(text);
  if (line !== null) throw setupError('RC_SETUP_ENV_HOLDS_KEY', { path, line });
  const { entries, problems } = parseEnvFile(text);
  if (problems.length > 0) {
    const lines = problems.slice(0, 20).map(({ line: at, problem }) => `  line ${at}: ${problem}`);
    if (problems.length > lines.length) lines.push(`  and ${problems.length - lines.length} more`);
    throw setupError('RC_SETUP_ENV_INVALID', {
      path,
      problems: lines.join('\n'),
      list: problems.slice(0, 20),
    });
  }
  return mapMinerEnv(entries);
}

async function readWhole(path: string): Promise<string> {
  const refuse = (reason: string) => setupError('RC_SETUP_ENV_UNREADABLE', { path, reason });
  try {
    const { size } = await stat(path);
    if (size > mostBytes) throw refuse('it is larger than a miner.env ever is');
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code.startsWith('RC_')) throw error;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw refuse('it is not UTF-8 text');
    throw refuse(reasons[code] ?? code);
  }
}
