import { resolve } from 'node:path';
import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Random } from '../../support/random/Random.ts';
import type { RecordsConfig } from '../configSchema.ts';
import { isPostgresUrl } from '../database/describeDatabase.ts';
import { openDatabase } from '../database/openDatabase.ts';
import type { RecorderRun, RecordFilter, RecordStatistics } from '../database/RecordDatabase.ts';
import { resolveDatabase } from '../database/resolveDatabase.ts';
import { recordsError } from '../errors.ts';
import { openImageStore } from '../images/openImageStore.ts';
import { prunePolicy } from '../prune/prunePolicy.ts';
import { type PruneResult, pruneRecords } from '../prune/pruneRecords.ts';
import { fileExists } from './fileExists.ts';
import { pageCursor } from './pageCursor.ts';

export interface RecordPage {
  /** The newest first. */
  readonly records: readonly PredictionRecord[];
  /** Asks for the next page; `null` after the last one. */
  readonly next: string | null;
}

export interface FoundRecord {
  readonly record: PredictionRecord;
  /** Where the image is kept: a path or an `s3://` address; `null` where it is not. */
  readonly image: string | null;
  /** Why nobody can say whether it is kept; then `image` is `null`. */
  readonly imageProblem?: string;
}

/** Looks at records beside a miner that writes them. Changes nothing, but for `prune`. */
export interface RecordsReader {
  /** The database for people, without a password. */
  readonly name: string;
  /** @throws RC_RECORDS_QUERY_INVALID for a cursor of something else */
  list(filter: RecordFilter, limit: number, cursor?: string): Promise<RecordPage>;
  /** @throws RC_RECORDS_RECORD_UNKNOWN */
  show(id: string): Promise<FoundRecord>;
  /** All records that fit, the newest first, a few at a time. */
  each(filter: RecordFilter): AsyncIterable<PredictionRecord>;
  statistics(filter: RecordFilter): Promise<RecordStatistics>;
  /** The newest first. */
  runs(limit: number): Promise<readonly RecorderRun[]>;
  planPrune(): Promise<PruneResult>;
  /** Deletes what is older than the configuration keeps. Only on a reader that was opened with `write`. */
  prune(signal: AbortSignal): Promise<PruneResult>;
  close(): Promise<void>;
}

export interface ReaderOptions {
  readonly config: RecordsConfig;
  /** Where relative paths of the configuration begin. */
  readonly cwd: string;
  readonly clock: Clock;
  readonly random: Random;
  /** For `prune`; default false. */
  readonly write?: boolean;
}

const pageOfEach = 500;
/** People wait longer than batches of the miner do. */
const statementMs = 120_000;

/** @throws RC_RECORDS_DATABASE_…, RC_RECORDS_SCHEMA_…, RC_RECORDS_STORE_INVALID */
export async function openRecordsReader(options: ReaderOptions): Promise<RecordsReader> {
  const { config, cwd, clock, random, write = false } = options;
  const settings = resolveDatabase(config, cwd);
  const images = openImageStore(config.images, cwd, { fetch: globalThis.fetch, clock, random });
  if (!isPostgresUrl(settings.database) && !(await fileExists(resolve(cwd, settings.database)))) {
    throw recordsError('RC_RECORDS_DATABASE_MISSING', { database: settings.database });
  }
  const database = await openDatabase(settings, { now: clock.now, readOnly: !write, statementMs });
  const prune = { database, images, policy: prunePolicy(config), clock };

  const list = async (filter: RecordFilter, limit: number, cursor?: string): Promise<RecordPage> => {
    const before = cursor === undefined ? null : pageCursor.decode(cursor);
    // One more than is asked for tells whether there is a next page.
    const found = await database.page(filter, limit + 1, before);
    const records = found.slice(0, limit);
    const last = records.at(-1);
    return { records, next: found.length > limit && last !== undefined ? pageCursor.encode(last) : null };
  };

  return {
    name: database.name,
    list,
    async show(id) {
      const record = await database.find(id);
      if (record === null) throw recordsError('RC_RECORDS_RECORD_UNKNOWN', { id: id.slice(0, 64) });
      const { imageHash } = record;
      try {
        const isKept = imageHash !== null && (await images.has(imageHash));
        return { record, image: isKept ? images.locate(imageHash) : null };
      } catch (error) {
        // The record is worth showing without its image.
        return { record, image: null, imageProblem: error instanceof Error ? error.message : String(error) };
      }
    },
    async *each(filter) {
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const page: RecordPage = await list(filter, pageOfEach, cursor);
        yield* page.records;
        cursor = page.next;
      }
    },
    statistics: (filter) => database.statistics(filter),
    runs: (limit) => database.runs(limit),
    planPrune: () => pruneRecords.plan(prune),
    prune: (signal) => pruneRecords.run(prune, signal),
    close: () => database.close(),
  };
}
