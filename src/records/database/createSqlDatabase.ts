import { z } from 'zod';
import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import { collectStatistics } from './collectStatistics.ts';
import { filterSql } from './filterSql.ts';
import type { RecordDatabase, RecorderRun, RunProgress } from './RecordDatabase.ts';
import { rows } from './rows.ts';
import type { SqlConnection, SqlQuery, SqlRow } from './SqlConnection.ts';

/** Rows of one INSERT: 16 columns each, and SQLite takes 32,766 values in a statement. */
const rowsPerInsert = 100;

const place = `(${rows.columns.map(() => '?').join(', ')})`;
const insertHead = `INSERT INTO records (${rows.columns.join(', ')}) VALUES `;

const whole = z.coerce.number().int();
const runRow = z.object({
  id: z.string(),
  instance: z.string(),
  host: z.string(),
  process: whole,
  started_at: whole,
  last_flush_at: whole,
  ended_at: whole.nullable(),
  ending: z.enum(['closed', 'killed']).nullable(),
  offered: whole,
  written: whole,
  lost: whole,
  unrecorded: whole.nullable(),
});

function toRun(row: SqlRow): RecorderRun {
  const { started_at: startedAt, last_flush_at: lastFlushAt, ended_at: endedAt, ...rest } = runRow.parse(row);
  return { ...rest, startedAt, lastFlushAt, endedAt };
}

const touch = (query: SqlQuery, id: string, { offered, written, lost }: RunProgress, now: number) =>
  query('UPDATE runs SET offered = ?, written = ?, lost = ?, last_flush_at = ? WHERE id = ?', [
    offered,
    written,
    lost,
    now,
    id,
  ]);

/** Records and runs in any SQL database; its tables must be there. */
export function createSqlDatabase(connection: SqlConnection): RecordDatabase {
  const { query, transaction, dialect } = connection;

  async function insertAll(run: SqlQuery, records: readonly PredictionRecord[]): Promise<void> {
    for (let start = 0; start < records.length; start += rowsPerInsert) {
      const part = records.slice(start, start + rowsPerInsert);
      const sql = `${insertHead}${part.map(() => place).join(', ')} ON CONFLICT (id) DO NOTHING`;
      await run(sql, part.flatMap(rows.toRow));
    }
  }

  return {
    name: connection.name,
    insert: (records, run, progress, now) =>
      transaction(async (inside) => {
        await insertAll(inside, records);
        await touch(inside, run, progress, now);
      }),
    async find(id) {
      const [row] = await query('SELECT * FROM records WHERE id = ?', [id.toLowerCase()]);
      return row === undefined ? null : rows.toRecord(row);
    },
    async page(filter, limit, before) {
      const { where, values } = filterSql(filter, before);
      const sql = `SELECT * FROM records ${where} ORDER BY at DESC, id DESC LIMIT ?`;
      return (await query(sql, [...values, limit])).map(rows.toRecord);
    },
    async count(filter) {
      const { where, values } = filterSql(filter);
      const [row] = await query(`SELECT count(*) AS count FROM records ${where}`, values);
      return Number(row?.count ?? 0);
    },
    statistics: (filter) => collectStatistics(query, filter),
    async deleteBefore(at, limit) {
      const sql =
        'DELETE FROM records WHERE id IN (SELECT id FROM records WHERE at < ? ORDER BY at, id LIMIT ?) RETURNING id';
      return (await query(sql, [at, limit])).length;
    },
    async shrink() {
      // PostgreSQL does this by itself. 256 pages are 1 MiB: milliseconds.
      if (dialect === 'sqlite') await query('PRAGMA incremental_vacuum(256)');
    },

    async beginRun(run) {
      const { id, instance, host, process, startedAt, lastFlushAt, offered, written, lost } = run;
      await query(
        `INSERT INTO runs (id, instance, host, process, started_at, last_flush_at, offered, written, lost)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
        [id, instance, host, process, startedAt, lastFlushAt, offered, written, lost],
      );
    },
    async endRun(id, ending, at, unrecorded) {
      const sql =
        'UPDATE runs SET ended_at = ?, ending = ?, unrecorded = ? WHERE id = ? AND ended_at IS NULL';
      await query(sql, [at, ending, unrecorded, id]);
    },
    async touchRun(id, progress, now) {
      await touch(query, id, progress, now);
    },
    unfinishedRuns: async (instance) =>
      (
        await query('SELECT * FROM runs WHERE instance = ? AND ended_at IS NULL ORDER BY started_at, id', [
          instance,
        ])
      ).map(toRun),
    runs: async (limit) =>
      (await query('SELECT * FROM runs ORDER BY started_at DESC, id DESC LIMIT ?', [limit])).map(toRun),
    close: () => connection.close(),
  };
}
