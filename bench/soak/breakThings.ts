import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import type { Postgres } from '../../tests/interop/startPostgres.ts';
import { findProcesses } from '../mine/findProcesses.ts';
import type { OwnRedis } from './startRedis.ts';

/** What can be broken in a run. */
export interface Surroundings {
  /** Of the supervisor. */
  readonly pid: number;
  /** A file system of its own, for what the miner writes. */
  readonly disk: string;
  readonly redis: OwnRedis;
  /** Absent where records go to SQLite, which has no server that could stop. */
  readonly postgres?: Postgres;
  readonly log: (line: string) => void;
}

/** How often each thing was broken. */
export type BreakCounts = Record<
  'workers killed' | 'miners killed' | 'database stops' | 'full disks' | 'Redis stops',
  number
>;

const kill = (pid: number): number => {
  try {
    process.kill(pid, 'SIGKILL');
    return 1;
  } catch {
    return 0;
  }
};

/** Writes until the disk takes no more. @returns a function that makes room again */
const fillDisk = async (disk: string): Promise<() => Promise<void>> => {
  const path = join(disk, 'ballast');
  const file = await open(path, 'w');
  const block = Buffer.alloc(65_536, 1);
  try {
    for (;;) await file.write(block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
  return () => rm(path);
};

/**
 * Breaks one thing after the other while the load runs: a worker every `workerSeconds`, and at fixed shares of the
 * run the miner (twice), the database, the disk and Redis.
 * @param durationMs of the whole run
 * @param signal ends it; what is broken at that moment is mended first
 */
export async function breakThings(
  around: Surroundings,
  options: { readonly durationMs: number; readonly workerSeconds: number; readonly signal: AbortSignal },
): Promise<BreakCounts> {
  const { pid, disk, redis, postgres, log } = around;
  const { durationMs, workerSeconds, signal } = options;
  const counts: BreakCounts = {
    ...{ 'workers killed': 0, 'miners killed': 0, 'database stops': 0, 'full disks': 0, 'Redis stops': 0 },
  };
  const startNs = systemClock.monotonicNs();
  const until = async (share: number): Promise<void> => {
    const leftMs = durationMs * share - Number(systemClock.monotonicNs() - startNs) / 1e6;
    if (leftMs > 0) await systemClock.sleep(leftMs, signal);
  };
  const during = async (
    name: keyof BreakCounts,
    from: number,
    to: number,
    work: () => Promise<() => Promise<void>>,
  ) => {
    await until(from);
    const mend = await work();
    counts[name] += 1;
    log(`${Math.round(from * 100)} %: ${name}`);
    await until(to).catch(() => {});
    await mend();
    log(`${Math.round(to * 100)} %: mended`);
    signal.throwIfAborted();
  };
  const killMiner = async (share: number): Promise<void> => {
    await until(share);
    counts['miners killed'] += findProcesses(pid, 'roadcrew miner').reduce(
      (sum, miner) => sum + kill(miner),
      0,
    );
    log(`${Math.round(share * 100)} %: the miner was killed`);
  };
  const hosts = (): number[] => findProcesses(pid, 'roadcrew inference host');
  const killWorkers = async (): Promise<void> => {
    while (!signal.aborted) {
      await systemClock.sleep(workerSeconds * 1_000, signal);
      // The process that holds the workers is called so, too; it is not killed here.
      const workers = findProcesses(pid, 'roadcrew inference ');
      const [worker] = workers.filter((found) => !hosts().includes(found));
      if (worker !== undefined) counts['workers killed'] += kill(worker);
    }
  };
  const inOrder = async (): Promise<void> => {
    await killMiner(0.2);
    if (postgres !== undefined) {
      await during('database stops', 0.3, 0.42, async () => {
        await postgres.stop('immediate');
        return postgres.start;
      });
    }
    await during('full disks', 0.5, 0.6, () => fillDisk(disk));
    await killMiner(0.68);
    await during('Redis stops', 0.76, 0.86, async () => {
      await redis.stop();
      return redis.start;
    });
  };
  const given = (error: unknown): void => {
    if (!signal.aborted) throw error;
  };
  await Promise.all([inOrder().catch(given), killWorkers().catch(given)]);
  return counts;
}
