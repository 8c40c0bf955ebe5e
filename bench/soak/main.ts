import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { starterFolder } from '../../src/models/releases/starterFolder.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { quantile } from '../../src/support/statistics/quantile.ts';
import { startPostgres } from '../../tests/interop/startPostgres.ts';
import { findRelease } from '../mine/findRelease.ts';
import { makeImages } from '../mine/makeImages.ts';
import { type SentChallenge, startLoad } from '../mine/startLoad.ts';
import { type RunningMine, startMine } from '../mine/startMine.ts';
import { childrenOf } from '../support/childrenOf.ts';
import { freePort } from '../support/freePort.ts';
import { runBenchmark } from '../support/runBenchmark.ts';
import { breakThings } from './breakThings.ts';
import { countRecords } from './countRecords.ts';
import { formatReport } from './formatReport.ts';
import { measureMemory } from './measureMemory.ts';
import type { Report } from './Report.ts';
import { readSettings, type Settings, usage } from './readSettings.ts';
import { startRedis } from './startRedis.ts';

const run = promisify(execFile);
/** What a validator waits. */
const timeoutMs = 9_000;
/** Memory may grow by so much of itself from the second quarter of a run to the last. */
const toleratedGrowth = 0.1;
/** Before that, processes are still filling their caches. */
const steadyAfterS = 300;
/** Room for what the miner writes while all is well, for a filled disk soon when it is not. */
const diskMb = 512;

const log = (line: string): void => console.error(line);

/** Everything that the run needs, and how to get rid of it. */
const prepare = async (settings: Settings, folder: string) => {
  const disk = join(folder, 'disk');
  await mkdir(disk);
  await run('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m`, 'roadcrew-soak', disk]);
  const release = await findRelease(settings.release, folder);
  const redis = await startRedis(folder, await freePort());
  const postgres = settings.database === 'postgres' ? await startPostgres() : undefined;
  const mine = await startMine({
    ...{ folder, validators: 10 },
    settings: {
      records: {
        database: postgres?.url ?? join(disk, 'roadcrew.sqlite'),
        folder: disk,
        images: { store: join(disk, 'images') },
      },
      // Ten validators of a benchmark ask more often than two hundred would.
      limits: { redis: redis.url, validator: { perMinute: 1_000_000, burst: 100_000 } },
      ...(release !== null && { detector: { release } }),
    },
  });
  const clean = async (): Promise<void> => {
    await redis.stop();
    await postgres?.close();
    if (settings.keep) await cp(disk, `${folder}-disk`, { recursive: true });
    await run('umount', [disk]);
    if (settings.keep) await cp(folder, `${folder}-kept`, { recursive: true });
    if (settings.keep) log(`kept in ${folder}-kept and ${folder}-disk`);
  };
  return { disk, redis, postgres, mine, clean };
};

const sampleMemory = async (mine: RunningMine, everyMs: number, signal: AbortSignal): Promise<number[]> => {
  const samples: number[] = [];
  for (;;) {
    const gone = await systemClock.sleep(everyMs, signal).then(
      () => false,
      () => true,
    );
    if (gone) return samples;
    samples.push(Math.round(measureMemory(mine.pid) / 2 ** 20));
  }
};

/** Medians, so that a miner that is just starting does not decide. */
const growthOf = (samples: readonly number[]): number => {
  const quarter = Math.floor(samples.length / 4);
  if (quarter < 1) return 0;
  return quantile(samples.slice(-quarter), 0.5) / quantile(samples.slice(quarter, 2 * quarter), 0.5) - 1;
};

const countFailures = (lost: readonly SentChallenge[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { atMs, failure, milliseconds } of lost) {
    log(`lost: sent at ${(atMs / 1_000).toFixed(1)} s, ${failure}`);
    const reason = failure ?? `answered after ${(milliseconds / 1_000).toFixed(1)} s`;
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
};

const soak = async (settings: Settings, folder: string): Promise<Report> => {
  const loadAtStart = loadavg()[0] ?? 0;
  const images = await makeImages(12);
  const { disk, redis, postgres, mine, clean } = await prepare(settings, folder);
  try {
    const durationMs = (settings.requests / settings.perSecond) * 1_000;
    const ending = new AbortController();
    const startNs = systemClock.monotonicNs();
    const load = startLoad({
      target: { ip: '127.0.0.1', port: mine.port, hotkey: mine.hotkey },
      ...{ validators: mine.validators, images, perSecond: settings.perSecond, total: settings.requests },
    });
    const memory = sampleMemory(mine, Math.max(500, durationMs / 200), ending.signal);
    const broken = breakThings(
      { pid: mine.pid, disk, redis, log, ...(postgres && { postgres }) },
      { durationMs, workerSeconds: settings.workerSeconds, signal: ending.signal },
    );
    const sent = await load.done;
    ending.abort();
    const [memoryMb, counts] = await Promise.all([memory, broken]);
    const seconds = Number(systemClock.monotonicNs() - startNs) / 1e9;
    const processes = childrenOf(mine.pid);
    const code = await mine.stop();
    const left = processes.filter(isAlive).length;
    const records = await countRecords(mine.configFile);
    const lost = sent.filter(
      ({ prediction, milliseconds }) => prediction === null || milliseconds > timeoutMs,
    );
    const answered = sent.length - lost.length;
    const times = sent.map(({ milliseconds }) => milliseconds);
    const memoryChange = growthOf(memoryMb);
    const accounted = records.written + records.lost;
    return {
      machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, loadAtStart },
      settings: {
        ...{ requests: settings.requests, perSecond: settings.perSecond, database: settings.database },
        release: settings.release ?? starterFolder.split('/').at(-1) ?? 'starter',
      },
      ...{ seconds, broken: counts, sent: sent.length, answered, failures: countFailures(lost) },
      latencyMs: { p50: quantile(times, 0.5), p99: quantile(times, 0.99), max: Math.max(...times) },
      ...{ records, memoryMb, memoryChange, processesLeft: left },
      verdicts: [
        {
          name: 'every challenge answered within 9 s',
          met: lost.length === 0 && sent.length === settings.requests,
          found: `${lost.length} of ${sent.length} lost`,
        },
        {
          name: 'every answer has its record or is counted as lost',
          met: accounted >= answered && records.written <= sent.length,
          found: `${answered} answers, ${records.written} records, ${records.lost} counted as lost`,
        },
        {
          name: `memory within ${toleratedGrowth * 100} %${seconds < steadyAfterS ? `, judged from ${steadyAfterS} s on` : ''}`,
          met: seconds < steadyAfterS || memoryChange <= toleratedGrowth,
          found: `${memoryChange < 0 ? '' : '+'}${(memoryChange * 100).toFixed(1)} %`,
        },
        {
          name: 'a clean end',
          met: code === 130 && left === 0,
          found: `exit ${code}, ${left} processes left`,
        },
      ],
    };
  } finally {
    await mine.stop().catch(() => {});
    await clean();
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

await runBenchmark({
  ...{ usage, readSettings, run: soak, format: formatReport },
  isMet: ({ verdicts }) => verdicts.every(({ met }) => met),
});
