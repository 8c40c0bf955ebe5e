import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { recordsError } from '../errors.ts';
import { createTurns } from './createTurns.ts';
import { loadSqlite } from './loadSqlite.ts';
import type { SqlConnection, SqlQuery, SqlValue } from './SqlConnection.ts';

export interface SqliteOptions {
  /** Absolute. */
  readonly path: string;
  readonly readOnly?: boolean;
  /** How long a statement waits for another process that writes, milliseconds. */
  readonly busyMs?: number;
  /** Told when a damaged file was moved aside. Without it, damage is an error. */
  readonly onDamage?: (error: RoadcrewError, movedTo: string) => void;
  /** Names what is moved aside, so that nothing is ever overwritten. */
  readonly now: () => number;
}

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html) that mean more than "try again later". */
const codes = { corrupt: 11, full: 13, tooBig: 18, constraint: 19, mismatch: 20, notDatabase: 26 } as const;
const refusals: readonly number[] = [codes.tooBig, codes.constraint, codes.mismatch];
/** IO errors that are a full disk or quota: the extended codes SQLITE_IOERR_WRITE, _FSYNC, _SHMSIZE, _TRUNCATE. */
const fullDisk: readonly number[] = [codes.full, 778, 1034, 4874, 1546];

function toError(error: unknown, path: string): RoadcrewError {
  const { errcode: code = 0, message } = error as Error & { errcode?: number };
  const primary = code & 0xff;
  const details = { database: path, reason: message };
  if (primary === codes.corrupt || primary === codes.notDatabase) {
    return recordsError('RC_RECORDS_DATABASE_DAMAGED', details, error);
  }
  if (fullDisk.includes(primary) || fullDisk.includes(code)) {
    return recordsError('RC_RECORDS_DISK_FULL', { path }, error);
  }
  if (refusals.includes(primary)) return recordsError('RC_RECORDS_DATABASE_REFUSED', details, error);
  return recordsError('RC_RECORDS_DATABASE_UNAVAILABLE', details, error);
}

/** Opens the file and reads its whole structure once, so that damage shows now and not in the midst of a batch. */
function openFile({ path, readOnly = false, busyMs = 300 }: SqliteOptions): DatabaseSync {
  if (!readOnly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { DatabaseSync: Database } = loadSqlite();
  const database = new Database(path, { readOnly, timeout: busyMs });
  try {
    if (!readOnly) {
      // Incremental: space of deleted records can be given back in small steps. Only a new file takes this.
      database.exec('PRAGMA auto_vacuum = INCREMENTAL');
      database.exec('PRAGMA journal_mode = WAL');
      // A crash of the machine may lose the last transactions, never the file; a crash of the process loses none.
      database.exec('PRAGMA synchronous = NORMAL');
      database.exec('PRAGMA journal_size_limit = 16777216');
    }
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @returns whether SQLite itself finds fault with the file; a large one takes seconds */
function isDamaged(options: SqliteOptions): boolean {
  try {
    const database = openFile({ ...options, readOnly: true });
    try {
      return Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})[0] !== 'ok';
    } finally {
      database.close();
    }
  } catch (error) {
    return toError(error, options.path).code === 'RC_RECORDS_DATABASE_DAMAGED';
  }
}

/** Nothing is deleted: what SQLite cannot read, its recovery tool perhaps can. @returns the new name */
function moveAside(path: string, now: number): string {
  const aside = `${path}.damaged-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

function openOrReplace(options: SqliteOptions): DatabaseSync {
  const { path, onDamage, now } = options;
  try {
    return openFile(options);
  } catch (error) {
    const damage = toError(error, path);
    if (onDamage === undefined || damage.code !== 'RC_RECORDS_DATABASE_DAMAGED') throw damage;
    onDamage(damage, moveAside(path, now()));
    return openFile(options);
  }
}

/**
 * Opens an SQLite file, which is created where it is missing. It blocks its thread while it works.
 * @throws RC_RECORDS_DATABASE_UNAVAILABLE, RC_RECORDS_DATABASE_DAMAGED, RC_RECORDS_DISK_FULL
 */
export function openSqlite(options: SqliteOptions): SqlConnection {
  const { path, onDamage, now } = options;
  let database: DatabaseSync;
  try {
    database = openOrReplace(options);
  } catch (error) {
    throw error instanceof RoadcrewError ? error : toError(error, path);
  }
  const inTurn = createTurns();
  const prepared = new Map<string, StatementSync>();
  let open = true;

  const run = async (sql: string, values: readonly SqlValue[] = []) => {
    try {
      let statement = prepared.get(sql);
      if (statement === undefined) {
        statement = database.prepare(sql);
        // Batches differ in length; only the common statements are worth their memory.
        if (prepared.size < 64) prepared.set(sql, statement);
      }
      return statement.all(...values);
    } catch (error) {
      const failure = toError(error, path);
      // Damage inside the file shows only when the page is read. The next one to open it finds a new file.
      if (failure.code === 'RC_RECORDS_DATABASE_DAMAGED' && onDamage !== undefined && isDamaged(options)) {
        close();
        onDamage(failure, moveAside(path, now()));
      }
      throw failure;
    }
  };
  const close = (): void => {
    if (!open) return;
    open = false;
    prepared.clear();
    database.close();
  };

  return {
    dialect: 'sqlite',
    name: path,
    query: (sql, values) => inTurn(() => run(sql, values)),
    transaction: <T>(work: (query: SqlQuery) => Promise<T>) =>
      inTurn(async () => {
        await run('BEGIN IMMEDIATE');
        try {
          const result = await work(run);
          await run('COMMIT');
          return result;
        } catch (error) {
          // A full disk has rolled it back already, and a damaged file is closed.
          if (open && database.isTransaction) database.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => inTurn(async () => close()),
  };
}
