import { resolve } from 'node:path';
import type { RecordsConfig } from '../configSchema.ts';
import { recordsError } from '../errors.ts';
import { isPostgresUrl } from './describeDatabase.ts';
import type { DatabaseSettings } from './openDatabase.ts';

/**
 * The database of the configuration, a file as an absolute path.
 * @throws RC_RECORDS_DATABASE_URL_INVALID
 */
export function resolveDatabase(
  { database, schema }: Pick<RecordsConfig, 'database' | 'schema'>,
  cwd: string,
): DatabaseSettings {
  if (isPostgresUrl(database)) {
    if (!URL.canParse(database)) throw recordsError('RC_RECORDS_DATABASE_URL_INVALID');
    return { database, schema };
  }
  if (database.includes('://')) throw recordsError('RC_RECORDS_DATABASE_URL_INVALID');
  return { database: resolve(cwd, database), schema };
}
