import { mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PredictionRecord } from '../../../contracts/PredictionRecord.ts';
import { openDatabase } from '../../../records/database/openDatabase.ts';
import { createFolderStore } from '../../../records/images/createFolderStore.ts';
import { systemClock } from '../../../support/clock/systemClock.ts';
import { commandTable } from '../../commandTable.ts';
import { runCli } from '../../runCli.ts';

const cwd = mkdtempSync(join(tmpdir(), 'roadcrew-records-cli-'));
const empty = mkdtempSync(join(tmpdir(), 'roadcrew-records-none-'));
const hash = 'ef'.repeat(32);
const day = 86_400_000;
const now = Date.now();

const record = (index: number, changes: Partial<PredictionRecord> = {}): PredictionRecord => ({
  ...{ id: `019a0c1e-0000-7000-8000-00000000000${index}`, at: now - index * day, lane: 'challenge' },
  ...{ caller: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty', uuid: null, outcome: 'answered' },
  ...{ probability: 0.125 * index, path: 'classifier', release: 'starter-1', wallMs: 20, error: null },
  ...{ deadlineLeftMs: 8_900, imageHash: hash, perceptualHash: null, imageBytes: 900 },
  stages: [
    {
      ...{ stage: 'classifier', outcome: 'evidence', timings: { queue: 1, backbone: 12 } },
      evidence: { probability: 0.125 * index, release: 'starter-1', details: { logit: -0.5 } },
    },
  ],
  ...changes,
});

async function run(line: string, folder = cwd) {
  let stdout = '';
  let stderr = '';
  const code = await runCli(line.split(' '), {
    ...{ env: {}, cwd: folder, stdin: Readable.from([]), clock: systemClock, commands: commandTable },
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    interrupt: new AbortController().signal,
  });
  return { code, stdout, stderr };
}
const json = async (line: string) => JSON.parse((await run(`${line} --json`)).stdout);

beforeAll(async () => {
  const settings = { database: join(cwd, 'records/roadcrew.sqlite'), schema: 'x' };
  const database = await openDatabase(settings, { now: Date.now });
  const records = [
    record(0, { caller: '=cmd|x', lane: 'rest', probability: null, outcome: 'late', stages: [], path: '' }),
    ...[1, 2, 3].map((index) => record(index)),
    record(4, { at: now - 100 * day }),
  ];
  await database.insert(records, 'run', { offered: 5, written: 5, lost: 0 }, now);
  await database.close();
  const store = createFolderStore(join(cwd, 'records/images'), () => now);
  await store.put(hash, Buffer.from('image'));
  await store.put('ab'.repeat(32), Buffer.from('old image'));
  utimesSync(store.locate('ab'.repeat(32)), 1, 1);
});
afterAll(() => {
  for (const folder of [cwd, empty]) rmSync(folder, { recursive: true });
});

describe('roadcrew records', () => {
  it('lists the newest first, page by page', async () => {
    const first = await json('records list --limit 2');
    expect(first.records).toMatchObject([{ outcome: 'late' }, { probability: 0.125 }]);
    const second = await json(`records list --limit 3 --cursor ${first.next}`);
    expect(second.records.map(({ probability }: PredictionRecord) => probability)).toEqual([
      0.25, 0.375, 0.5,
    ]);
    expect(second.next).toBeNull();
    const { stdout } = await run('records list --limit 2');
    expect(stdout).toMatch(/^time \(UTC\) +caller +outcome/);
    expect(stdout).toContain(`More: add --cursor ${first.next}`);
  });

  it('filters', async () => {
    const count = async (options: string) => (await json(`records list ${options}`)).records.length;
    expect(await count('--since 36h')).toBe(2);
    expect(await count('--until 36h --min 0.25 --max 0.4')).toBe(2);
    expect(await count('--lane rest')).toBe(1);
    expect(await count('--outcome answered --path classifier')).toBe(4);
    expect((await run('records list --caller nobody')).stdout).toBe('No records.\n');
  });

  it('shows all that led to an answer', async () => {
    const { stdout } = await run(`records show ${record(2).id}`);
    for (const part of [
      '0.25 by starter-1',
      'backbone 12.0 ms',
      'logit: -0.5',
      join('images', 'ef'),
      '8900 ms before',
    ]) {
      expect(stdout).toContain(part);
    }
    const shown = await json(`records show ${record(2).id}`);
    expect(shown).toMatchObject({ record: record(2), image: expect.stringContaining(cwd) });
  });

  it('exports', async () => {
    expect(await json('records export --out all.csv')).toMatchObject({ records: 5, format: 'csv' });
    expect(readFileSync(join(cwd, 'all.csv'), 'utf8')).toContain(",'=cmd|x,");
    expect((await run('records export --out some.jsonl --format jsonl --since 36h')).stdout).toBe(
      `2 records are in ${join(cwd, 'some.jsonl')}.\n`,
    );
    const lines = readFileSync(join(cwd, 'some.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([record(0).id, record(1).id]);
  });

  it('counts, and claims no accuracy', async () => {
    expect(await json('records stats --since 30d')).toMatchObject({
      count: 4,
      latencyMs: { p50: 20, p99: 20 },
      probabilities: [0, 1, 1, 1, 0, 0, 0, 0, 0, 0],
    });
    const { stdout } = await run('records stats');
    expect(stdout).toContain('5 records from');
    expect(stdout).not.toMatch(/accuracy|MCC/i);
  });

  it('says what it would prune, and prunes only with --yes', async () => {
    const plan = { records: 1, images: 1, imageBytes: 9, keptImages: 1, keptImageBytes: 5 };
    expect(await json('records prune')).toMatchObject({ deleted: false, ...plan });
    expect((await run('records prune')).stdout).toContain('Nothing was deleted');
    expect((await json('records list')).records).toHaveLength(5);
    expect(await json('records prune --yes')).toMatchObject({ deleted: true, ...plan });
    expect((await json('records list')).records).toHaveLength(4);
    expect(await json('records prune --yes')).toMatchObject({ records: 0, images: 0, keptImages: 1 });
  });

  it.each([
    ['records list', empty, 1, 'RC_RECORDS_DATABASE_MISSING'],
    ['records show 019a0c1e-0000-7000-8000-0000000000ff', cwd, 1, 'RC_RECORDS_RECORD_UNKNOWN'],
    ['records list --since yesterday', cwd, 1, 'RC_RECORDS_QUERY_INVALID'],
    ['records list --cursor 12', cwd, 1, 'RC_RECORDS_QUERY_INVALID'],
    ['records export --out nowhere/x.csv', cwd, 1, 'RC_RECORDS_EXPORT_FAILED'],
    ['records export', cwd, 2, 'RC_CLI_USAGE'],
    ['records list --min 7', cwd, 2, 'RC_CLI_USAGE'],
    [
      'records list --set records.database=postgres://u:PLANTED@127.0.0.1:1/x',
      cwd,
      1,
      'RC_RECORDS_DATABASE_UNAVAILABLE',
    ],
  ])('%s fails with a code', async (line, folder, code, expected) => {
    const result = await run(`${line} --json`, folder);
    expect(result.code).toBe(code);
    expect(JSON.parse(result.stdout).error.code).toBe(expected);
    expect(result.stdout + result.stderr).not.toContain('PLANTED');
  });
});
