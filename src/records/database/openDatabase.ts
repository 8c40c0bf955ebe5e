import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { createSqlDatabase } from './createSqlDatabase.ts';
import { isPostgresUrl } from './describeDatabase.ts';
import { migrateDatabase } from './migrateDatabase.ts';
import { openPostgres } from './openPostgres.ts';
import { openSqlite } from './openSqlite.ts';
import type { RecordDatabase } from './RecordDatabase.ts';

export interface DatabaseSettings {
  /** An absolute path, or a `postgres://` URL. */
  readonly database: string;
  /** Of PostgreSQL. */
  readonly schema: string;
}

/**
 * Opens the database of the settings and brings its tables up to date.
 * @param readOnly changes nothing: what is missing or older is an error
 * @param onDamage told when a damaged SQLite file was moved aside for a new one; without it, damage is an error
 * @throws RC_RECORDS_DATABASE_…, RC_RECORDS_SCHEMA_…, RC_RECORDS_DISK_FULL
 */
export async function openDatabase(
  { database, schema }: DatabaseSettings,
  {
    now,
    readOnly = false,
    statementMs,
    onDamage,
  }: {
    readonly now: () => number;
    readonly readOnly?: boolean;
    /** Time for one statement of PostgreSQL, milliseconds. */
    readonly statementMs?: number;
    readonly onDamage?: (error: RoadcrewError, movedTo: string) => void;
  },
): Promise<RecordDatabase> {
  const connection = isPostgresUrl(database)
    ? await openPostgres({
        url: database,
        schema,
        readOnly,
        ...(statementMs !== undefined && { statementMs }),
      })
    : openSqlite({ path: database, readOnly, now, ...(onDamage && { onDamage }) });
  try {
    await migrateDatabase(connection, readOnly);
    return createSqlDatabase(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}
