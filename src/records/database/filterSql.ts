import type { RecordFilter, RecordPosition } from './RecordDatabase.ts';
import type { SqlValue } from './SqlConnection.ts';

const conditions: Readonly<Record<keyof RecordFilter, string>> = {
  since: 'at >= ?',
  until: 'at < ?',
  caller: 'caller = ?',
  outcome: 'outcome = ?',
  lane: 'lane = ?',
  path: 'path = ?',
  release: 'release = ?',
  minimum: 'probability >= ?',
  maximum: 'probability <= ?',
};

/**
 * The WHERE of a filter (empty without one) and its values.
 * @param before only what comes after this record, where the newest comes first
 * @param more a further condition without values
 */
export function filterSql(
  filter: RecordFilter,
  before: RecordPosition | null = null,
  more?: string,
): { readonly where: string; readonly values: SqlValue[] } {
  const parts: string[] = [];
  const values: SqlValue[] = [];
  for (const [field, condition] of Object.entries(conditions)) {
    const value = filter[field as keyof RecordFilter];
    if (value === undefined) continue;
    parts.push(condition);
    values.push(value);
  }
  if (before !== null) {
    parts.push('(at, id) < (?, ?)');
    values.push(before.at, before.id);
  }
  if (more !== undefined) parts.push(more);
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
}
