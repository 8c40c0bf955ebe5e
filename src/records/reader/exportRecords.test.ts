import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import { parseCsv } from '../manifests/parseCsv.ts';
import { exportRecords } from './exportRecords.ts';
import { formatRecord, recordHeader } from './formatRecord.ts';

const record: PredictionRecord = {
  ...{ id: '019a0c1e-0000-7000-8000-000000000000', at: 1_777_777_777_777, lane: 'rest', caller: 'token' },
  ...{ uuid: null, outcome: 'answered', probability: 0.25, path: 'classifier', stages: [], release: 'r' },
  ...{ wallMs: 5.5, deadlineLeftMs: -3, imageHash: null, perceptualHash: null, imageBytes: 7, error: null },
};
const folder = mkdtempSync(join(tmpdir(), 'roadcrew-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { signal } = new AbortController();

async function* give(count: number, failure?: Error) {
  for (let index = 0; index < count; index += 1) yield { ...record, imageBytes: index };
  if (failure !== undefined) throw failure;
}

describe('a record as CSV', () => {
  it('is one row below the header, whatever its texts are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (caller, path) => {
        const rows = parseCsv(recordHeader.csv + formatRecord.csv({ ...record, caller, path }));
        if (!('length' in rows)) return expect.unreachable(rows.problem);
        const [head, row, ...more] = rows;
        expect(more).toEqual([]);
        expect(row?.cells).toHaveLength(head?.cells.length ?? 0);
        const cellOf = (name: string) => row?.cells[head?.cells.indexOf(name) ?? -1] ?? '';
        expect(cellOf('caller').replace(/^'/, '')).toBe(caller.replace(/^'/, ''));
        // What a spreadsheet would run.
        expect(cellOf('caller')).not.toMatch(/^[\t\r\n ]*[=+\-@]/);
        expect(cellOf('path')).not.toMatch(/^[\t\r\n ]*[=+\-@]/);
        expect(cellOf('deadlineLeftMs')).toBe('-3');
      }),
    );
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1+cmd', '@SUM(1)', '\t=1', '\r=1', ' =1'])(
    'is no formula: %j',
    (caller) => {
      expect(formatRecord.csv({ ...record, caller })).toContain(`'${caller.replaceAll('"', '""')}`);
    },
  );
});

describe('exportRecords', () => {
  it('writes a file for its owner alone, over what was there', async () => {
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'old');
    expect(await exportRecords(give(2_000), { path, format: 'csv', signal })).toBe(2_000);
    const rows = parseCsv(readFileSync(path, 'utf8'));
    expect('length' in rows && rows.length).toBe(2_001);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await exportRecords(give(0), { path, format: 'csv', signal })).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(recordHeader.csv);
  });

  it('writes JSON Lines', async () => {
    const path = join(folder, 'a.jsonl');
    await exportRecords(give(3), { path, format: 'jsonl', signal });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      [0, 1, 2].map((imageBytes) => ({ ...record, imageBytes })),
    );
  });

  it('leaves the old file and no half of a new one when it fails', async () => {
    const path = join(folder, 'b.jsonl');
    writeFileSync(path, 'old');
    const failure = new Error('the database went away');
    await expect(exportRecords(give(5_000, failure), { path, format: 'jsonl', signal })).rejects.toBe(
      failure,
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
    const nowhere = join(folder, 'nowhere/c.csv');
    await expect(exportRecords(give(1), { path: nowhere, format: 'csv', signal })).rejects.toMatchObject({
      code: 'RC_RECORDS_EXPORT_FAILED',
    });
    await expect(
      exportRecords(give(1), { path, format: 'csv', signal: AbortSignal.abort(new Error('Ctrl-C')) }),
    ).rejects.toThrow('Ctrl-C');
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('says that a disk is full, and writes into what is no file', async () => {
    await expect(exportRecords(give(10), { path: '/dev/full', format: 'csv', signal })).rejects.toMatchObject(
      {
        code: 'RC_RECORDS_EXPORT_FAILED',
      },
    );
    expect(await exportRecords(give(10), { path: '/dev/null', format: 'csv', signal })).toBe(10);
  });
});
