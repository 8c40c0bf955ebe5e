import type { Clock } from '../../support/clock/Clock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import { type KeptProcess, keepProcess } from './keepProcess.ts';
import type { ProcessRow, RestartReason, RunningProcess } from './RunningProcess.ts';

/** All processes of a supervisor, in the order in which they are ended. */
export interface ProcessTable {
  readonly list: readonly KeptProcess[];
  /** Starts one more, and keeps it. */
  keep<Running extends RunningProcess>(row: ProcessRow<Running>): KeptProcess<Running>;
  /** Something of each process, under its name. */
  byName<T>(of: (kept: KeptProcess) => T): Record<string, T>;
}

/** Makes an empty table. A process that keeps ending raises the alert `crash-loop`, until none does. */
export function createProcessTable(options: {
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly logger: Logger;
  readonly alerts: Pick<AlertBook, 'open' | 'over'>;
  readonly onRestart: (name: string, reason: RestartReason) => void;
}): ProcessTable {
  const { alerts, ...tools } = options;
  const list: KeptProcess[] = [];
  return {
    list,
    keep(row) {
      const kept = keepProcess(row, {
        ...tools,
        onCrashLoop(name, looping, description) {
          if (looping) {
            alerts.open('crash-loop', {
              severity: row.critical ? 'critical' : 'warning',
              title: `The process ${name} keeps ending.`,
              text: `Its last end: ${description}. It is tried again once a minute at least.`,
            });
          } else if (!list.some((other) => other.crashLooping && other.name !== name)) {
            alerts.over('crash-loop');
          }
        },
      });
      list.push(kept as KeptProcess);
      return kept;
    },
    byName: (of) => Object.fromEntries(list.map((kept) => [kept.name, of(kept)])),
  };
}
