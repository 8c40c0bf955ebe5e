import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { quantile } from '../../src/support/statistics/quantile.ts';
import { findProcesses } from '../mine/findProcesses.ts';
import { findRelease } from '../mine/findRelease.ts';
import { makeImages } from '../mine/makeImages.ts';
import { startLoad } from '../mine/startLoad.ts';
import { type RunningMine, startMine } from '../mine/startMine.ts';
import { runBenchmark } from '../support/runBenchmark.ts';
import { captureRequest } from './captureRequest.ts';
import { formatReport } from './formatReport.ts';
import type { Report } from './Report.ts';

const usage = `npm run bench:upgrade -- [--requests N] [--rate N] [--every SECONDS]
    [--release tiny|FOLDER] [--json]

Sends signed challenges to \`roadcrew mine\`, every other one on a new connection, while its miner is replaced by a new
process again and again. A request that was captured before each hand-over is sent once more behind it. Ends with 1
when a challenge was lost or a replay was answered. Linux.
  --requests  challenges (default 20000)
  --rate      challenges a second (default 40)
  --every     seconds between upgrades (default 15)
  --release   tiny (answers in a millisecond) or a folder (default: the starter)
  --json      prints the report as one JSON object
`;

interface Settings {
  readonly requests: number;
  readonly perSecond: number;
  readonly everySeconds: number;
  readonly release: string | null;
  readonly json: boolean;
}

const readSettings = (args: string[]): Settings => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { requests: text, rate: text, every: text, release: text, json: { type: 'boolean' } },
  });
  const number = (name: string, value: string | undefined, fallback: number): number => {
    const read = Number(value ?? fallback);
    if (!(read > 0)) throw new Error(`--${name} is a number above 0.`);
    return read;
  };
  return {
    requests: number('requests', values.requests, 20_000),
    perSecond: number('rate', values.rate, 40),
    everySeconds: number('every', values.every, 15),
    release: values.release ?? null,
    json: values.json ?? false,
  };
};

const minersOf = (mine: RunningMine): number[] => findProcesses(mine.pid, 'roadcrew miner');

/** Waits until a miner that was not there before is the only one, or for a minute. */
const untilReplaced = async (mine: RunningMine, before: readonly number[]): Promise<boolean> => {
  for (let tries = 0; tries < 600; tries += 1) {
    const now = minersOf(mine);
    if (now.some((pid) => !before.includes(pid))) return true;
    await systemClock.sleep(100);
  }
  return false;
};

/** One hand-over, with a request captured before it and sent again behind it. */
const upgradeOnce = async (
  mine: RunningMine,
  image: string,
): Promise<{ replays: string[]; done: boolean }> => {
  const target = { ip: '127.0.0.1', port: mine.port, hotkey: mine.hotkey };
  const validator = mine.validators[0];
  if (validator === undefined) throw new Error('There is no validator.');
  const captured = captureRequest(target, validator, image);
  const first = await captured.send();
  if (first !== '200') throw new Error(`The request that was to be captured got ${first}.`);
  const before = minersOf(mine);
  process.kill(mine.pid, 'SIGUSR2');
  const done = await untilReplaced(mine, before);
  const replays: string[] = [];
  // At once, and again while both miners are there and when the old one is gone; all inside the nonce's window.
  for (const waitMs of [0, 300, 1_000, 3_000]) {
    await systemClock.sleep(waitMs);
    replays.push(await captured.send());
  }
  return { replays, done };
};

const run = async (settings: Settings, folder: string): Promise<Report> => {
  const loadAtStart = loadavg()[0] ?? 0;
  const images = await makeImages(12);
  const release = await findRelease(settings.release, folder);
  const mine = await startMine({
    ...{ folder, validators: 10 },
    settings: {
      limits: { validator: { perMinute: 1_000_000, burst: 100_000 } },
      ...(release !== null && { detector: { release } }),
    },
  });
  try {
    const load = startLoad({
      target: { ip: '127.0.0.1', port: mine.port, hotkey: mine.hotkey },
      ...{ validators: mine.validators, images, perSecond: settings.perSecond, total: settings.requests },
    });
    const replays: string[] = [];
    let upgrades = 0;
    let running = true;
    const sending = load.done.finally(() => {
      running = false;
    });
    await systemClock.sleep(1_000);
    while (running && load.sent() < settings.requests) {
      const outcome = await upgradeOnce(mine, images[upgrades % images.length] ?? '');
      if (outcome.done) upgrades += 1;
      else throw new Error(`An upgrade did not end; ${mine.log} says why.`);
      replays.push(...outcome.replays);
      await Promise.race([sending, systemClock.sleep(settings.everySeconds * 1_000)]);
    }
    const sent = await sending;
    const lost = sent.filter(({ prediction }) => prediction === null);
    const failures: Record<string, number> = {};
    for (const { failure, connection } of lost) {
      const reason = `${connection} connection: ${failure}`;
      failures[reason] = (failures[reason] ?? 0) + 1;
    }
    const times = sent.map(({ milliseconds }) => milliseconds);
    // Another refusal (a nonce that grew too old, say) would prove nothing.
    const refused = replays.filter((outcome) => outcome === 'RC_AXON_NONCE_REPLAYED').length;
    return {
      machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, loadAtStart },
      ...{ upgrades, sent: sent.length, answered: sent.length - lost.length, failures },
      latencyMs: { p50: quantile(times, 0.5), p99: quantile(times, 0.99), max: Math.max(...times) },
      replays: { sent: replays.length, refused },
      verdicts: [
        {
          name: 'no lost challenge',
          met: lost.length === 0 && upgrades > 0,
          found: `${lost.length} of ${sent.length}`,
        },
        {
          name: 'every replay across a hand-over is refused as one',
          met: refused === replays.length && refused > 0,
          found: `${refused} of ${replays.length}`,
        },
      ],
    };
  } finally {
    await mine.stop();
  }
};

await runBenchmark({
  ...{ usage, readSettings, run, format: formatReport },
  isMet: ({ verdicts }) => verdicts.every(({ met }) => met),
});
