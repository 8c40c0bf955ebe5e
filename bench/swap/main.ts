import { cpus, release as kernel, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { configSchema } from '../../src/models/workers/configSchema.ts';
import { createInferencePool } from '../../src/models/workers/createInferencePool.ts';
import type { InferencePool, SwapReport } from '../../src/models/workers/InferencePool.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { quantile } from '../../src/support/statistics/quantile.ts';
import { writeTestRelease } from '../../tests/models/writeTestRelease.ts';
import { childrenOf } from '../support/childrenOf.ts';
import { runBenchmark } from '../support/runBenchmark.ts';
import { formatReport } from './formatReport.ts';
import type { Quantiles, Report } from './Report.ts';
import { readTreeMemory } from './readTreeMemory.ts';
import { sendImages } from './sendImages.ts';

const usage = `npm run bench:swap -- [--swaps N] [--load N] [--warm-ups N] [--settle SECONDS] [--workers N]
    [--release FOLDER --release FOLDER] [--json]

Swaps one release for the other under load. Ends with 1 when a request was lost, a process stayed behind, or
memory grew by more than 5 %. Linux.
  --swaps     counted swaps (default 50)
  --load      images a second (default 20)
  --warm-ups  swaps before memory is measured for the first time (default 10, at most --swaps)
  --settle    seconds without load before memory is measured (default 30)
  --workers   worker processes (default 1)
  --release   two releases to go back and forth between (default: two tiny ones of the tests)
  --json      prints the report as one JSON object
`;

interface Settings {
  swaps: number;
  load: number;
  warmUps: number;
  settle: number;
  workers: number;
  releases: readonly string[];
  json: boolean;
}

const readSettings = (args: string[]): Settings => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ swaps: text, load: text, settle: text, workers: text, 'warm-ups': text },
      ...{ release: { type: 'string', multiple: true }, json: { type: 'boolean' } },
    },
  });
  const number = (name: string, value: string | undefined, fallback: number, least: number): number => {
    const read = Number(value ?? fallback);
    if (!(read >= least)) throw new Error(`--${name} is a number from ${least}.`);
    return read;
  };
  const swaps = number('swaps', values.swaps, 50, 1);
  const releases = values.release ?? [];
  if (![0, 2].includes(releases.length)) throw new Error('--release is given twice or not at all.');
  return {
    ...{ swaps, releases, json: values.json ?? false },
    load: number('load', values.load, 20, 0.1),
    warmUps: number('warm-ups', values['warm-ups'], Math.min(10, swaps), 0),
    settle: number('settle', values.settle, 30, 0),
    workers: number('workers', values.workers, 1, 1),
  };
};

/** Noise compresses badly, so these weigh as much as photographs: some 100 KB each. */
const makeImages = (): Promise<Uint8Array[]> =>
  Promise.all(
    [1, 2, 3, 4].map((seed) => {
      const [width, height] = [640, 360];
      const raw = { width, height, channels: 3 } as const;
      return sharp(createRandom(seed).bytes(width * height * 3), { raw })
        .jpeg({ quality: 50 })
        .toBuffer();
    }),
  );

const summarize = (values: readonly number[]): Quantiles => ({
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  p99: quantile(values, 0.99),
  max: Math.max(...values),
});

const sampleMemory = async (settle: number): Promise<number[]> => {
  await systemClock.sleep(settle * 1_000);
  const samples: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    samples.push(readTreeMemory(process.pid));
    await systemClock.sleep(500);
  }
  return samples;
};

const count = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const findReleases = async ({ releases }: Settings, folder: string): Promise<readonly [string, string]> => {
  const [one = join(folder, 'one'), other = join(folder, 'other')] = releases;
  if (releases.length === 0) {
    await writeTestRelease(one, { id: 'one', imageSize: 224 });
    await writeTestRelease(other, { id: 'other', imageSize: 224, bias: 1 });
  }
  return [one, other];
};

const run = async (settings: Settings, folder: string): Promise<Report> => {
  const folders = await findReleases(settings, folder);
  const { swaps, warmUps, load, settle, workers } = settings;
  const loadAtStart = loadavg()[0] ?? 0;
  const log = (line: string): void => console.error(line);
  const images = await makeImages();
  const config = configSchema.parse({ workers });
  const pool = await createInferencePool({
    ...{ folder: folders[0], config, clock: systemClock, random: createRandom('bench') },
  });
  const releases = [pool.health().release];
  let at = 0;

  const swapUnderLoad = async (times: number) => {
    const sending = sendImages(pool.stage, { images, perSecond: load, deadlineMs: 9_000 });
    const reports: SwapReport[] = [];
    for (let i = 0; i < times; i += 1) {
      at = 1 - at;
      reports.push(await swapOnce(pool, folders[at as 0 | 1]));
      if ((i + 1) % 10 === 0) log(`${i + 1} of ${times} swaps`);
    }
    // A moment of load after the last swap, so that the last release works, too.
    await systemClock.sleep(1_000);
    return { reports, sent: await sending.stop() };
  };

  log(`warming up with ${warmUps} swaps`);
  const warm = await swapUnderLoad(warmUps);
  log(`settling for ${settle} s`);
  const before = await sampleMemory(settle);
  log(`swapping ${swaps} times`);
  const { reports, sent } = await swapUnderLoad(swaps);
  log(`settling for ${settle} s`);
  const after = await sampleMemory(settle);
  const open = childrenOf(process.pid).length;
  await pool.close();
  const closed = childrenOf(process.pid).length;

  const change = quantile(after, 0.5) / quantile(before, 0.5) - 1;
  const lost = [...warm.sent, ...sent].filter(({ outcome }) => outcome !== 'evidence').length;
  releases.push(...new Set([...warm.reports, ...reports].map(({ to }) => to.release)));
  const all = cpus();
  return {
    machine: {
      ...{ cpu: all[0]?.model.trim() ?? 'unknown', cores: all.length, kernel: kernel() },
      ...{ loadAtStart, loadAtEnd: loadavg()[0] ?? 0 },
    },
    settings: {
      ...{ swaps, warmUps, imagesPerSecond: load, settleSeconds: settle, workers },
      releases: [...new Set(releases)],
    },
    swaps: {
      done: reports.length,
      startMs: summarize(reports.map(({ startMs }) => startMs)),
      drainMs: summarize(reports.map(({ drainMs }) => drainMs)),
    },
    sent: sent.length,
    outcomes: count(sent.map(({ outcome }) => outcome)),
    byRelease: count(sent.flatMap(({ release }) => release ?? [])),
    latencyMs: summarize(sent.map(({ wallMs }) => wallMs)),
    memory: { before, after, change },
    processes: { open, closed },
    verdicts: [
      {
        name: 'no lost request',
        met: lost === 0 && sent.length > 0,
        found: `${lost} of ${warm.sent.length + sent.length}, warm-up included`,
      },
      {
        name: 'memory within 5 %',
        met: change <= 0.05,
        found: `${change < 0 ? '' : '+'}${(change * 100).toFixed(2)} % (medians)`,
      },
      {
        name: 'no process left behind',
        met: open === workers && closed === 0,
        found: `${open} for ${workers} worker(s), then ${closed}`,
      },
    ],
  };
};

const swapOnce = async (pool: InferencePool, folder: string): Promise<SwapReport> => {
  const report = await pool.swap(folder);
  await systemClock.sleep(100);
  return report;
};

await runBenchmark({
  ...{ usage, readSettings, run, format: formatReport },
  isMet: ({ verdicts }) => verdicts.every(({ met }) => met),
});
