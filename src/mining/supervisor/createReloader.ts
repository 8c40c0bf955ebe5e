import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import { compareValues, type Effect } from './compareValues.ts';
import type { MinerValues } from './MinerValues.ts';

/** Reads the configuration again, and keeps the newest that was good. */
export interface Reloader {
  readonly values: MinerValues;
  /** Reads it now, one after the other. Never rejects. @returns whether it was good */
  reload(): Promise<boolean>;
  /** ISO 8601 of the newest good one; its problem while there is a newer bad one. */
  readonly state: { readonly loadedAt: string; readonly problem: string | null };
}

export function createReloader(options: {
  readonly values: MinerValues;
  /** @throws RC_CONFIG_…, which names file and line */
  readonly load: () => Promise<MinerValues>;
  /** Called when something changed. What it throws is logged. */
  readonly apply: (
    values: MinerValues,
    changes: Readonly<Record<Effect, readonly string[]>>,
  ) => Promise<void>;
  readonly now: () => number;
  readonly logger: Logger;
  readonly alerts: Pick<AlertBook, 'open' | 'over'>;
  readonly onReload: (outcome: 'done' | 'failed') => void;
}): Reloader {
  const { load, apply, now, logger, alerts, onReload } = options;
  let { values } = options;
  let loadedAt = new Date(now()).toISOString();
  let problem: string | null = null;
  let line: Promise<boolean> = Promise.resolve(true);

  const refuse = (error: unknown): boolean => {
    // The first time, the alert says it in the log.
    if (problem !== null) logger.error('The old configuration goes on.', { error });
    problem = error instanceof Error ? error.message : String(error);
    onReload('failed');
    const hint = error instanceof RoadcrewError ? ` ${error.hint}` : '';
    alerts.open('configuration', {
      severity: 'warning',
      title: 'The configuration file cannot be used.',
      text: `The miner goes on with the old one. ${problem}${hint}`,
    });
    return false;
  };
  const reloadNow = async (): Promise<boolean> => {
    let next: MinerValues;
    try {
      next = await load();
    } catch (error) {
      return refuse(error);
    }
    const changes = compareValues(values, next);
    values = next;
    loadedAt = new Date(now()).toISOString();
    problem = null;
    alerts.over('configuration');
    onReload('done');
    if (Object.values(changes).every(({ length }) => length === 0)) {
      logger.info('The configuration was read again; nothing has changed.');
      return true;
    }
    if (changes.now.length > 0) {
      logger.info('The configuration was read again; changed settings count now.', { settings: changes.now });
    }
    if (changes.upgrade.length > 0) {
      logger.warn('Changed settings count from the next upgrade on (SIGUSR2).', {
        settings: changes.upgrade,
      });
    }
    if (changes.restart.length > 0) {
      logger.warn('Changed settings count after a restart of the service.', { settings: changes.restart });
    }
    await apply(next, changes).catch((error: unknown) => {
      logger.error('A changed setting could not be applied.', { error });
    });
    return true;
  };

  return {
    get values() {
      return values;
    },
    get state() {
      return { loadedAt, problem };
    },
    reload() {
      line = line.then(reloadNow);
      return line;
    },
  };
}
