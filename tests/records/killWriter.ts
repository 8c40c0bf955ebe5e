import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A line of the process: it had offered this record, and its recorder had confirmed so many. */
export interface OfferedRecord {
  readonly id: string;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  readonly written: number;
}

/**
 * Starts a process that records, and kills it by SIGKILL once so many records are confirmed.
 * @returns all that it had offered, in order, and when it was killed
 */
export async function killWriter(
  cwd: string,
  confirmed: number,
): Promise<{ readonly offered: readonly OfferedRecord[]; readonly killedAt: number }> {
  const program = fileURLToPath(new URL('./writeForever.ts', import.meta.url));
  const child = spawn(process.execPath, [program, cwd], { stdio: ['ignore', 'pipe', 'inherit'] });
  const offered: OfferedRecord[] = [];
  let killedAt = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    // The last line may be half of one.
    if (!line.endsWith('}')) continue;
    const record = JSON.parse(line) as OfferedRecord;
    offered.push(record);
    if (killedAt === 0 && record.written >= confirmed) {
      child.kill('SIGKILL');
      killedAt = Date.now();
    }
  }
  return { offered, killedAt };
}
