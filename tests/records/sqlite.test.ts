import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSqlite } from '../../src/records/database/loadSqlite.ts';
import { openDatabase } from '../../src/records/database/openDatabase.ts';
import { describeRecordDatabase } from './databaseConformance.ts';
import { makeRecord } from './makeRecord.ts';

const folder = mkdtempSync(join(tmpdir(), 'roadcrew-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const fresh = (): string => {
  count += 1;
  return join(folder, `below/${count}.sqlite`);
};
const open = (database: string, more: Partial<Parameters<typeof openDatabase>[1]> = {}) =>
  openDatabase({ database, schema: 'unused' }, { now: () => 0, ...more });

describeRecordDatabase('SQLite', () => open(fresh()));

describe('an SQLite file', () => {
  it('is read while another process writes it, and not changed by readers', async () => {
    const path = fresh();
    const writer = await open(path);
    const reader = await open(path, { readOnly: true });
    await writer.insert([makeRecord()], 'r', { offered: 1, written: 1, lost: 0 }, 0);
    expect(await reader.count({})).toBe(1);
    await expect(reader.deleteBefore(Number.MAX_SAFE_INTEGER, 1)).rejects.toMatchObject({
      code: 'RC_RECORDS_DATABASE_UNAVAILABLE',
    });
    await Promise.all([writer.close(), reader.close()]);
  });

  it('of a newer schema is left alone', async () => {
    const path = fresh();
    await (await open(path)).close();
    const { DatabaseSync } = loadSqlite();
    const raw = new DatabaseSync(path);
    raw.exec('INSERT INTO roadcrew_schema VALUES (99)');
    raw.close();
    const newer = { code: 'RC_RECORDS_SCHEMA_NEWER', details: { found: 99 } };
    await expect(open(path)).rejects.toMatchObject(newer);
    await expect(open(path, { readOnly: true })).rejects.toMatchObject(newer);
  });

  it('without tables is no database for readers', async () => {
    const path = fresh();
    await (await open(path)).close();
    const { DatabaseSync } = loadSqlite();
    const raw = new DatabaseSync(path);
    raw.exec('DELETE FROM roadcrew_schema');
    raw.close();
    await expect(open(path, { readOnly: true })).rejects.toMatchObject({ code: 'RC_RECORDS_SCHEMA_OLDER' });
  });

  it('that is none is moved aside, told, and begun anew', async () => {
    const path = fresh();
    await (await open(path)).close();
    writeFileSync(path, 'these are my notes, not a database '.repeat(100));
    await expect(open(path)).rejects.toMatchObject({ code: 'RC_RECORDS_DATABASE_DAMAGED' });
    const told: string[] = [];
    const database = await open(path, {
      now: () => Date.UTC(2026, 4, 1),
      onDamage: (error, movedTo) => told.push(error.code, movedTo),
    });
    expect(await database.count({})).toBe(0);
    await database.close();
    expect(told).toEqual(['RC_RECORDS_DATABASE_DAMAGED', `${path}.damaged-2026-05-01T00-00-00-000Z`]);
    expect(readFileSync(told[1] ?? '', 'utf8')).toMatch(/^these are my notes/);
  });

  it('that is damaged inside is moved aside when the damage is met', async () => {
    const path = fresh();
    const first = await open(path);
    const many = Array.from({ length: 2_000 }, (_, index) => makeRecord({ at: index }));
    await first.insert(many, 'r', { offered: 1, written: 1, lost: 0 }, 0);
    await first.close();
    const bytes = readFileSync(path);
    // Page 1 has the schema and stays; the pages of the table and its indices do not.
    bytes.fill(0xa5, 3 * 4_096);
    writeFileSync(path, bytes);
    const told: string[] = [];
    const database = await open(path, { onDamage: (_, movedTo) => told.push(movedTo) });
    await expect(
      database.insert([makeRecord()], 'r', { offered: 1, written: 1, lost: 0 }, 0),
    ).rejects.toMatchObject({ code: 'RC_RECORDS_DATABASE_DAMAGED' });
    expect(told).toHaveLength(1);
    await database.close();
    const next = await open(path);
    await next.insert([makeRecord()], 'r', { offered: 1, written: 1, lost: 0 }, 0);
    expect(await next.count({})).toBe(1);
    await next.close();
    expect(
      readdirSync(join(folder, 'below')).filter((name) => name.includes('damaged')).length,
    ).toBeGreaterThan(0);
  });
});
