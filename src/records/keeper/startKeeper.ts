import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { v4 } from 'uuid';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Random } from '../../support/random/Random.ts';
import { openDatabase } from '../database/openDatabase.ts';
import type { RecordDatabase, RunProgress } from '../database/RecordDatabase.ts';
import { resolveDatabase } from '../database/resolveDatabase.ts';
import { openImageStore } from '../images/openImageStore.ts';
import { prunePolicy } from '../prune/prunePolicy.ts';
import { createSpill } from '../spill/createSpill.ts';
import { createImageQueue } from './createImageQueue.ts';
import { createKeeper } from './createKeeper.ts';
import { createRunLocks } from './createRunLocks.ts';
import type { KeeperOrder, KeeperReport } from './messages.ts';
import { readInstance } from './readInstance.ts';
import { startCaretaker } from './startCaretaker.ts';
import type { ThreadData } from './threadData.ts';

/** Of PostgreSQL; a batch does not wait for so long, but what comes back from the spill file may. */
const statementMs = 5_000;
/** Images that wait when the recorder closes. */
const lastImagesMs = 2_000;

export interface KeeperServices {
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  report(message: KeeperReport): void;
}

/**
 * Puts the thread's parts together: database, spill files, image store, locks.
 * @returns takes orders, in their order
 */
export function startKeeper(
  data: ThreadData,
  services: KeeperServices,
): (order: KeeperOrder) => Promise<void> {
  const { config, cwd, run, startedAt, unrecorded } = data;
  const { clock, report } = services;
  const folder = resolve(cwd, config.folder);
  const store = openImageStore(config.images, cwd, services);
  const settings = resolveDatabase(config, cwd);
  const locks = createRunLocks(join(folder, 'runs'));
  let instance: string = v4();
  try {
    instance = readInstance(folder);
    locks.hold(run);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report({ kind: 'warning', text: 'The records folder cannot be used', details: { folder, reason } });
  }
  let progress: RunProgress = { offered: 0, written: 0, lost: 0 };
  let told = false;

  /** Ends the runs that were killed; the last of them is the one that the supervisor counted for. */
  const endKilled = async (database: RecordDatabase): Promise<void> => {
    const killed = (await database.unfinishedRuns(instance)).filter(({ id }) => !locks.isAlive(id));
    for (const [index, dead] of killed.entries()) {
      const isLast = index === killed.length - 1 && !told;
      const missing = isLast ? unrecorded : null;
      await database.endRun(dead.id, 'killed', clock.now(), missing);
      report({ kind: 'killed', run: dead, unrecorded: missing });
    }
    told = true;
  };

  const connect = async (): Promise<RecordDatabase> => {
    const database = await openDatabase(settings, {
      ...{ now: clock.now, statementMs },
      onDamage: (error, movedTo) => report({ kind: 'damaged', problem: error.message, movedTo }),
    });
    try {
      const start = { id: run, instance, host: hostname(), process: process.pid, startedAt, ...progress };
      await database.beginRun({
        ...start,
        ...{ lastFlushAt: clock.now(), endedAt: null, ending: null, unrecorded: null },
      });
      await endKilled(database);
      return database;
    } catch (error) {
      void database.close();
      throw error;
    }
  };

  const images = createImageQueue(store, report);
  const spill = createSpill({
    folder: join(folder, 'spill'),
    run,
    maxBytes: config.spill.maxMb * 1_048_576,
  });
  const keeper = createKeeper({
    ...{ connect, spill, images, run, clock, report },
    random: services.random,
    isAlive: locks.isAlive,
  });
  keeper.start();
  const endCaretaker = startCaretaker({
    ...{ keeper, store, images, clock, report },
    policy: prunePolicy(config),
    touch: async () => keeper.database?.touchRun(run, progress, clock.now()),
    async freeSpace() {
      const { bavail, blocks, bsize } = await statfs(folder);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
  });

  return async (order) => {
    ({ progress } = order);
    if (order.kind === 'batch') {
      await keeper.batch(order.number, order.entries, order.progress);
      return;
    }
    const patience = new AbortController();
    await Promise.race([images.idle(), clock.sleep(lastImagesMs, patience.signal).catch(() => undefined)]);
    patience.abort();
    await endCaretaker();
    await keeper.close(order.progress);
    locks.release();
    report({ kind: 'closed' });
  };
}
