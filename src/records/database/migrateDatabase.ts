import { recordsError } from '../errors.ts';
import { knownSchema, migrationOf } from './migrations.ts';
import type { SqlConnection, SqlQuery } from './SqlConnection.ts';

/** Any number that no other program locks: "roadcrew" in ASCII, cut to 31 bits. */
const lockKey = 0x726f_6164;

/** @returns 0 where there are no tables yet */
async function readSchema(query: SqlQuery, dialect: SqlConnection['dialect']): Promise<number> {
  const exists =
    dialect === 'sqlite'
      ? "SELECT 1 AS one FROM sqlite_schema WHERE type = 'table' AND name = 'roadcrew_schema'"
      : "SELECT 1 AS one FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'roadcrew_schema'";
  if ((await query(exists)).length === 0) return 0;
  const [row] = await query('SELECT max(version) AS version FROM roadcrew_schema');
  return Number(row?.version ?? 0);
}

/**
 * Brings the tables to the schema of this version, in one transaction that only one process is in.
 * @param readOnly only look: an older schema is an error too
 * @throws RC_RECORDS_SCHEMA_NEWER, RC_RECORDS_SCHEMA_OLDER, and what the connection throws
 */
export async function migrateDatabase(connection: SqlConnection, readOnly: boolean): Promise<void> {
  const { dialect, name } = connection;
  const found = await readSchema(connection.query, dialect);
  const details = { database: name, found, known: knownSchema };
  if (found > knownSchema) throw recordsError('RC_RECORDS_SCHEMA_NEWER', details);
  if (found === knownSchema) return;
  if (readOnly) throw recordsError('RC_RECORDS_SCHEMA_OLDER', details);
  await connection.transaction(async (query) => {
    // Two miners may start at once: PostgreSQL lets both begin, SQLite does not.
    if (dialect === 'postgres') await query('SELECT pg_advisory_xact_lock(?)', [lockKey]);
    let version = await readSchema(query, dialect);
    if (version > knownSchema) throw recordsError('RC_RECORDS_SCHEMA_NEWER', { ...details, found: version });
    if (version === 0)
      await query('CREATE TABLE IF NOT EXISTS roadcrew_schema (version INTEGER PRIMARY KEY)');
    for (; version < knownSchema; version += 1) {
      for (const statement of migrationOf(version, dialect)) await query(statement);
      await query('INSERT INTO roadcrew_schema (version) VALUES (?)', [version + 1]);
    }
  });
}
