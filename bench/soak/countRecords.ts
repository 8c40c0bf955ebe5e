import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const bin = join(import.meta.dirname, '../../bin/roadcrew.js');

/** What the records say about themselves, asked as an operator asks it. */
export async function countRecords(configFile: string): Promise<{ written: number; lost: number }> {
  const { stdout } = await run(process.execPath, [bin, 'records', 'stats', '--json', '--config', configFile]);
  const { count, runs } = JSON.parse(stdout) as { count: number; runs: readonly { lost: number }[] };
  // A run counts what the supervisor saw its killed predecessor answer without a record, too.
  return { written: count, lost: runs.reduce((sum, run) => sum + run.lost, 0) };
}
