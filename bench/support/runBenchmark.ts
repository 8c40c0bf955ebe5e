import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a benchmark consists of. */
export interface Benchmark<Settings extends { readonly json: boolean }, Report> {
  /** Shown when the settings cannot be read. */
  readonly usage: string;
  /** @throws Error for options that are unknown or out of range */
  readonly readSettings: (args: string[], env: NodeJS.ProcessEnv) => Settings;
  /** @param folder an empty one, removed at the end */
  readonly run: (settings: Settings, folder: string) => Promise<Report>;
  /** The report for people; with `--json` it is printed as it is. */
  readonly format: (report: Report) => string;
  /** Whether the process ends with 0; without it, every report is a success. */
  readonly isMet?: (report: Report) => boolean;
}

/** Runs a benchmark as the program of this process, and ends it: 0, or 1 with the reason on stderr. */
export async function runBenchmark<Settings extends { readonly json: boolean }, Report>(
  benchmark: Benchmark<Settings, Report>,
): Promise<never> {
  const { usage, readSettings, run, format, isMet = () => true } = benchmark;
  const say = (error: unknown): void => console.error(error instanceof Error ? error.message : error);
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  let settings: Settings;
  try {
    settings = readSettings(process.argv.slice(2), process.env);
  } catch (error) {
    say(error);
    console.error(`\n${usage}`);
    return process.exit(1);
  }
  const folder = await mkdtemp(join(tmpdir(), 'roadcrew-bench-'));
  let code = 1;
  try {
    const report = await run(settings, folder);
    console.log(settings.json ? JSON.stringify(report) : format(report));
    code = isMet(report) ? 0 : 1;
  } catch (error) {
    say(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  // What was not closed after a failure ends with this process.
  return process.exit(code);
}
