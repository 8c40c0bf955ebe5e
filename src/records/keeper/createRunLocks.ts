import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadSqlite } from '../database/loadSqlite.ts';

/** Tells the runs of a folder whether the others are alive. */
export interface RunLocks {
  /** Locks the name of this run until the process ends, however it ends, or until `release`. */
  hold(run: string): void;
  isAlive(run: string): boolean;
  release(): void;
}

/**
 * A process id would not do: it is used again, and in containers it is always 1. The kernel gives up a lock on a file
 * when its process is gone, also after SIGKILL. Node has no call for it, but SQLite takes such locks on its files; the
 * file stays empty.
 */
export function createRunLocks(folder: string): RunLocks {
  const { DatabaseSync } = loadSqlite();
  const pathOf = (run: string): string => join(folder, `${run}.lock`);
  let held: { readonly run: string; release(): void } | null = null;

  const lock = (run: string, timeout: number) => {
    const database = new DatabaseSync(pathOf(run), { timeout });
    try {
      // Not in WAL mode, where readers would need no lock.
      database.exec('BEGIN EXCLUSIVE');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };

  return {
    hold(run) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const database = lock(run, 1_000);
      held = {
        run,
        release() {
          rmSync(pathOf(run), { force: true });
          database.close();
        },
      };
    },
    isAlive(run) {
      if (held?.run === run) return true;
      if (!existsSync(pathOf(run))) return false;
      try {
        lock(run, 0).close();
        rmSync(pathOf(run), { force: true });
        return false;
      } catch {
        return true;
      }
    },
    release() {
      held?.release();
      held = null;
    },
  };
}
