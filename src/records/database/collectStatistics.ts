import { filterSql } from './filterSql.ts';
import type { RecordFilter, RecordGroup, RecordStatistics } from './RecordDatabase.ts';
import type { SqlQuery } from './SqlConnection.ts';

const mostGroups = 50;
/** A week. */
const mostHours = 168;
const bins = 10;

const numberOf = (value: unknown): number => Number(value ?? 0);
const orNull = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Counts records in the database itself: there may be millions, and none of them is read here. */
export async function collectStatistics(query: SqlQuery, filter: RecordFilter): Promise<RecordStatistics> {
  const { where, values } = filterSql(filter);

  // Columns come from the calls below, never from outside.
  const groupBy = async (column: string): Promise<RecordGroup[]> => {
    const { where: some, values: given } = filterSql(filter, null, `${column} IS NOT NULL`);
    const sql = `SELECT ${column} AS name, count(*) AS count FROM records ${some}
      GROUP BY ${column} ORDER BY count(*) DESC, ${column} LIMIT ?`;
    return (await query(sql, [...given, mostGroups])).map(({ name, count }) => ({
      name: String(name),
      count: numberOf(count),
    }));
  };

  const [all] = await query(
    `SELECT count(*) AS count, min(at) AS first_at, max(at) AS last_at FROM records ${where}`,
    values,
  );

  const answered = filterSql(filter, null, "outcome IN ('answered', 'guessed')");
  const [timed] = await query(`SELECT count(*) AS count FROM records ${answered.where}`, answered.values);
  const answers = numberOf(timed?.count);
  const quantile = async (share: number): Promise<number | null> => {
    if (answers === 0) return null;
    const rank = Math.max(0, Math.ceil(share * answers) - 1);
    const sql = `SELECT wall_ms AS ms FROM records ${answered.where} ORDER BY wall_ms LIMIT 1 OFFSET ?`;
    const [row] = await query(sql, [...answered.values, rank]);
    return orNull(row?.ms);
  };

  const edges = Array.from({ length: bins }, (_, bin) => {
    const above = bin === bins - 1 ? '' : `AND probability < ${(bin + 1) / bins}`;
    return `sum(CASE WHEN probability >= ${bin / bins} ${above} THEN 1 ELSE 0 END) AS bin${bin}`;
  });
  const [histogram] = await query(`SELECT ${edges.join(', ')} FROM records ${where}`, values);

  const hours = await query(
    `SELECT at - at % 3600000 AS hour, count(*) AS count FROM records ${where}
      GROUP BY 1 ORDER BY 1 DESC LIMIT ?`,
    [...values, mostHours],
  );

  return {
    count: numberOf(all?.count),
    firstAt: orNull(all?.first_at),
    lastAt: orNull(all?.last_at),
    byOutcome: await groupBy('outcome'),
    byLane: await groupBy('lane'),
    byCaller: await groupBy('caller'),
    byPath: await groupBy('path'),
    byRelease: await groupBy('release'),
    latencyMs: { p50: await quantile(0.5), p95: await quantile(0.95), p99: await quantile(0.99) },
    probabilities: Array.from({ length: bins }, (_, bin) => numberOf(histogram?.[`bin${bin}`])),
    hours: hours.map(({ hour, count }) => ({ at: numberOf(hour), count: numberOf(count) })),
  };
}
