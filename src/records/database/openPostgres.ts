import type { Client } from 'pg';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { recordsError } from '../errors.ts';
import { createTurns } from './createTurns.ts';
import { describeDatabase } from './describeDatabase.ts';
import type { SqlConnection, SqlQuery, SqlValue } from './SqlConnection.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/name?sslmode=…`; TLS is as it says. */
  readonly url: string;
  /** Where the tables are: letters, digits and underscores. */
  readonly schema: string;
  readonly readOnly?: boolean;
  /** Time to connect, milliseconds. */
  readonly connectMs?: number;
  /** Time for one statement, milliseconds; the server ends it then. */
  readonly statementMs?: number;
}

/** Classes of SQLSTATE (PostgreSQL, appendix A) that stay as they are however often one tries: data and constraints. */
const isRefusal = (state: string): boolean => state.startsWith('22') || state.startsWith('23');
const diskFull = '53100';

const int8 = 20;
const json = 114;

/** `?` becomes `$1`, `$2`, … None of our statements has a question mark in a literal. */
export function numberPlaceholders(sql: string): string {
  let count = 0;
  return sql.replaceAll('?', () => {
    count += 1;
    return `$${count}`;
  });
}

const reasonOf = (error: unknown): string => {
  const { message, code, errors } = error as { message?: string; code?: string; errors?: unknown[] };
  const first = errors?.[0];
  return message || (first instanceof Error ? first.message : '') || code || String(error);
};

/**
 * Connects to PostgreSQL. The schema is created where it is missing.
 * @throws RC_RECORDS_DATABASE_URL_INVALID, RC_RECORDS_DATABASE_UNAVAILABLE, RC_RECORDS_DISK_FULL
 */
export async function openPostgres(options: PostgresOptions): Promise<SqlConnection> {
  const { url, schema, readOnly = false, connectMs = 5_000, statementMs = 5_000 } = options;
  const name = describeDatabase(url);
  const toError = (error: unknown) => {
    const { code } = error as { code?: unknown };
    const state = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : '';
    const details = { database: name, reason: reasonOf(error) };
    if (isRefusal(state)) return recordsError('RC_RECORDS_DATABASE_REFUSED', details, error);
    if (state === diskFull) return recordsError('RC_RECORDS_DISK_FULL', { path: name }, error);
    return recordsError('RC_RECORDS_DATABASE_UNAVAILABLE', details, error);
  };

  // Loaded here, as most miners have no PostgreSQL.
  const { default: postgres } = await import('pg');
  let client: Client;
  try {
    client = new postgres.Client({
      connectionString: url,
      application_name: 'roadcrew-records',
      connectionTimeoutMillis: connectMs,
      statement_timeout: statementMs,
      lock_timeout: statementMs,
      idle_in_transaction_session_timeout: 60_000,
      // Where the server says nothing at all: the network is gone.
      query_timeout: statementMs + 1_000,
      keepAlive: true,
      types: {
        // Counts and milliseconds are far below 2⁵³; JSON is parsed where it is checked.
        getTypeParser: ((oid: number, format?: 'text') =>
          oid === int8
            ? Number
            : oid === json
              ? (text: string) => text
              : postgres.types.getTypeParser(oid, format)) as typeof postgres.types.getTypeParser,
      },
    });
  } catch {
    // The cause would show the URL.
    throw recordsError('RC_RECORDS_DATABASE_URL_INVALID');
  }
  // A connection that breaks while nobody asks must not end the process; the next statement fails.
  client.on('error', () => undefined);
  const inTurn = createTurns();
  let ended: Promise<void> | undefined;
  const close = (): Promise<void> => {
    // `end` says goodbye and then waits for the other side, which may be gone.
    ended ??= Promise.race([
      client.end().catch(() => undefined),
      new Promise<void>((resolve) => {
        const { stream } = (
          client as unknown as { connection: { stream: NodeJS.EventEmitter & { destroy(): void } } }
        ).connection;
        const cut = setTimeout(() => {
          stream.destroy();
          resolve();
        }, 500);
        cut.unref();
      }),
    ]);
    return ended;
  };

  const run = async (sql: string, values: readonly SqlValue[] = []) => {
    try {
      return (await client.query(numberPlaceholders(sql), [...values])).rows as Record<string, unknown>[];
    } catch (error) {
      throw toError(error);
    }
  };
  try {
    await client.connect();
    if (readOnly) await run('SET default_transaction_read_only = on');
    else {
      const isThere = async (): Promise<boolean> =>
        (await run('SELECT 1 AS one FROM pg_namespace WHERE nspname = ?', [schema])).length > 0;
      if (!(await isThere())) {
        // Of two that do this at once, PostgreSQL lets one fail, in spite of IF NOT EXISTS.
        await run(`CREATE SCHEMA IF NOT EXISTS "${schema}"`).catch(async (error: unknown) => {
          if (!(await isThere())) throw error;
        });
      }
    }
    await run(`SET search_path = "${schema}"`);
  } catch (error) {
    void close();
    throw error instanceof RoadcrewError ? error : toError(error);
  }

  return {
    dialect: 'postgres',
    name,
    query: (sql, values) => inTurn(() => run(sql, values)),
    transaction: <T>(work: (query: SqlQuery) => Promise<T>) =>
      inTurn(async () => {
        await run('BEGIN');
        try {
          const result = await work(run);
          await run('COMMIT');
          return result;
        } catch (error) {
          await run('ROLLBACK').catch(() => undefined);
          throw error;
        }
      }),
    close,
  };
}
