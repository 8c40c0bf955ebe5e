import { stat } from 'node:fs/promises';
import type { MetagraphSnapshot } from '../../bittensor/metagraph/metagraphSnapshot.ts';
import { readMetagraphFile } from '../../bittensor/metagraph/readMetagraphFile.ts';
import { readValidatorsFile } from '../../bittensor/metagraph/readValidatorsFile.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import { watchEvery } from '../alerts/watchEvery.ts';
import type { MetagraphSource } from './MetagraphSource.ts';
import { mergeSnapshots } from './mergeSnapshots.ts';

export interface FileMetagraphOptions {
  readonly netuid: number;
  /** As `readMetagraphFile` takes it. */
  readonly file?: string | undefined;
  /** As `readValidatorsFile` takes it. Its validators are permitted beside those of `file`. */
  readonly validators?: string | undefined;
  readonly clock: Clock;
  readonly alerts: Pick<AlertBook, 'open' | 'over'>;
  readonly logger: Logger;
  /** How often the files are looked at, ms; default 2,000. */
  readonly everyMs?: number;
}

/** Older than this, a snapshot still serves, but the operator should know (ruling 32). */
const oldMs = 3_600_000;

/** Changes whenever a file is written or replaced. */
const fingerprint = async (file: string): Promise<string> => {
  const { mtimeMs, size, ino } = await stat(file).catch(() => ({ mtimeMs: 0, size: -1, ino: 0 }));
  return `${mtimeMs} ${size} ${ino}`;
};

/**
 * One file, read again whenever it changed and then stayed as it is for one look: half a list of validators cannot be
 * told from a whole one. What was read stays while it is broken.
 */
const watchSnapshot = (file: string, read: (file: string) => Promise<MetagraphSnapshot>) => {
  let seen: string | null = null;
  let last: string | null = null;
  const state = { snapshot: null as MetagraphSnapshot | null, problem: null as RoadcrewError | null };
  /** @returns whether there is a new snapshot */
  const look = async (): Promise<boolean> => {
    const found = await fingerprint(file);
    const isSettled = last === null || found === last;
    last = found;
    if (found === seen || !isSettled) return false;
    seen = found;
    try {
      state.snapshot = await read(file);
      state.problem = null;
      return true;
    } catch (error) {
      if (!(error instanceof RoadcrewError)) throw error;
      state.problem = error;
      return false;
    }
  };
  return { state, look };
};

/**
 * Knows the metagraph from files, which are read again when they change. A file that is broken or gone keeps what was
 * read before and raises the alert `metagraph`; so does a snapshot that is older than an hour, and it serves on.
 * @returns after the first look, which may have found nothing
 */
export async function createFileMetagraphSource(options: FileMetagraphOptions): Promise<MetagraphSource> {
  const { netuid, clock, alerts, logger } = options;
  const metagraph =
    options.file === undefined
      ? null
      : watchSnapshot(options.file, (file) => readMetagraphFile(file, { netuid }));
  const validators =
    options.validators === undefined
      ? null
      : watchSnapshot(options.validators, (file) => readValidatorsFile(file, { netuid, at: clock.now() }));
  const files = [metagraph, validators].filter((file) => file !== null);
  const listeners = new Set<(snapshot: MetagraphSnapshot) => void>();
  let current: MetagraphSnapshot | null = null;

  const judge = (): void => {
    const broken = files.flatMap(({ state }) => state.problem ?? [])[0];
    const at = metagraph?.state.snapshot?.at;
    const ageMs = at === undefined ? 0 : clock.now() - Date.parse(at);
    if (broken !== undefined) {
      const serves = current === null ? 'Callers get 503 until it can be read.' : 'The one before serves on.';
      const title = 'A file with the metagraph cannot be used.';
      const severity = current === null ? 'critical' : 'warning';
      alerts.open('metagraph', { severity, title, text: `${broken.message} ${broken.hint} ${serves}` });
    } else if (ageMs > oldMs) {
      const hours = (ageMs / 3_600_000).toFixed(1);
      const title = 'The metagraph snapshot is old.';
      const text = `It is of ${at}, ${hours} hours ago. It serves on; validators that came since then are refused. Whatever writes the file has stopped.`;
      alerts.open('metagraph', { severity: 'warning', title, text });
    } else alerts.over('metagraph');
  };

  const look = async (): Promise<void> => {
    const changed = await Promise.all(files.map((file) => file.look()));
    const snapshots = files.flatMap(({ state }) => state.snapshot ?? []);
    if (changed.some(Boolean) && snapshots.length > 0) {
      const next = mergeSnapshots(snapshots);
      current = next;
      const { block, at, neurons } = next;
      logger.info('There is a new metagraph snapshot.', { block, at, neurons: neurons.length });
      for (const listener of listeners) listener(next);
    }
    judge();
  };

  await look();
  const watch = watchEvery({ name: 'metagraph', everyMs: options.everyMs ?? 2_000, clock, logger, look });
  return {
    partial: metagraph === null,
    current: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => watch.stop(),
  };
}
