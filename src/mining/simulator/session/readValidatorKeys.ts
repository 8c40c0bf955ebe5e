import { open, writeFile } from 'node:fs/promises';
import type { Keypair } from '../../../bittensor/keys/Keypair.ts';
import { keypairFromSeed } from '../../../bittensor/keys/keypairFromSeed.ts';
import { RoadcrewError } from '../../../support/errors/RoadcrewError.ts';
import { systemErrorCode } from '../../../support/errors/systemErrorCode.ts';
import type { Random } from '../../../support/random/Random.ts';
import { sessionError } from './errors.ts';

const seedLine = /^0x([0-9a-f]{64})$/i;
const othersMayRead = 0o077;
const longestFile = 1_000_000;

/**
 * Keys of simulated validators from a file: one seed a line, the file for its owner alone. One that does not exist is
 * made, with fresh keys.
 * @param random for fresh keys; fit for secrets
 * @throws RC_SIMULATE_KEYS_UNSAFE, RC_SIMULATE_KEYS_INVALID, RC_SIMULATE_KEYS_TOO_FEW, RC_SIMULATE_KEYS_UNREADABLE
 */
export async function readValidatorKeys(path: string, count: number, random: Random): Promise<Keypair[]> {
  const text = await readOrMake(path, count, random);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const seeds: Uint8Array[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const digits = seedLine.exec(line)?.[1];
    // Whatever the line holds may be a secret: only its number is told.
    if (digits === undefined) throw sessionError('RC_SIMULATE_KEYS_INVALID', { path, line: index + 1 });
    seeds.push(Buffer.from(digits, 'hex'));
  }
  if (seeds.length < count) {
    throw sessionError('RC_SIMULATE_KEYS_TOO_FEW', { path, count: seeds.length, needed: count });
  }
  return seeds.slice(0, count).map(keypairFromSeed);
}

async function readOrMake(path: string, count: number, random: Random): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { mode, size } = await file.stat();
      if ((mode & othersMayRead) !== 0) throw sessionError('RC_SIMULATE_KEYS_UNSAFE', { path });
      if (size > longestFile) throw new Error('it is too large');
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof RoadcrewError) throw error;
    if (systemErrorCode(error) !== 'ENOENT') throw unreadable(path, error);
  }
  const seeds = Array.from({ length: count }, () => `0x${Buffer.from(random.bytes(32)).toString('hex')}\n`);
  try {
    await writeFile(path, seeds.join(''), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw unreadable(path, error);
  }
  return seeds.join('');
}

const unreadable = (path: string, error: unknown) =>
  sessionError('RC_SIMULATE_KEYS_UNREADABLE', { path, reason: (error as Error).message }, error);
