import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../src/records/configSchema.ts';
import { createRecorder } from '../../src/records/createRecorder.ts';
import type { RecordsProblem } from '../../src/records/RecordsProblem.ts';
import { openRecordsReader } from '../../src/records/reader/openRecordsReader.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { silentLogger } from '../../src/support/logging/Logger.ts';
import { systemRandom } from '../../src/support/random/systemRandom.ts';
import { killWriter } from '../records/killWriter.ts';
import { makeRecord } from '../records/makeRecord.ts';

const isRoot = process.getuid?.() === 0 && process.platform === 'linux';
if (!isRoot) console.warn('skipped: only root can mount a small disk to fill');

const readIds = async (cwd: string): Promise<Set<string>> => {
  const config = configSchema.parse({});
  const reader = await openRecordsReader({ config, cwd, clock: systemClock, random: systemRandom });
  const ids = new Set<string>();
  for await (const { id } of reader.each({})) ids.add(id);
  await reader.close();
  return ids;
};

describe.skipIf(!isRoot)('a disk that is full', () => {
  const disk = mkdtempSync(join(tmpdir(), 'roadcrew-disk-'));
  beforeAll(() => void execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]));
  afterAll(() => {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  it('is told, loses what it must and counts it, and is forgotten when there is space again', async () => {
    const problems: RecordsProblem[] = [];
    const recorder = createRecorder({
      config: configSchema.parse({ images: { keep: 'all' } }),
      ...{ clock: systemClock, logger: silentLogger, cwd: disk },
      alerts: (problem) => problems.push(problem),
    });
    const sum = () => {
      const { offered, written, waiting, spilled, lost } = recorder.health();
      expect(written + waiting + spilled + lost).toBe(offered);
      return recorder.health();
    };
    const ids: string[] = [];
    const write = (count: number) => {
      for (let index = 0; index < count; index += 1) {
        const record = makeRecord();
        ids.push(record.id);
        recorder.write(record, Buffer.alloc(3_000, index));
      }
    };
    write(10);
    while (sum().written < 10) await sleep(20);
    // All that is left, to the last block: SQLite and the spill file find nothing.
    const { bavail, bsize } = statfsSync(disk);
    try {
      writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize + 1));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
    for (let round = 0; sum().state !== 'losing' && round < 200; round += 1) {
      write(50);
      await sleep(50);
    }
    expect(sum().state).toBe('losing');
    expect(sum().lost).toBeGreaterThan(0);
    while (sum().imagesLost === 0) await sleep(20);
    expect(problems.filter(({ state }) => state === 'open').map(({ kind }) => kind)).toContain('disk');

    rmSync(join(disk, 'filler'));
    const lastLost = ids.length;
    write(20);
    while (sum().waiting > 0 || sum().state !== 'ok') await sleep(20);
    expect(sum()).toMatchObject({ state: 'ok', spilled: 0, problem: null });
    await recorder.close();
    const there = await readIds(disk);
    const { lost, written, offered } = sum();
    expect(offered).toBe(ids.length);
    expect(ids.filter((id) => !there.has(id)).length).toBeLessThanOrEqual(lost);
    expect(there.size).toBeGreaterThanOrEqual(written);
    // What came when there was space is all there.
    expect(ids.slice(lastLost).every((id) => there.has(id))).toBe(true);
    for (const kind of ['records', 'disk']) {
      expect(problems.findLast((problem) => problem.kind === kind)?.state).toBe('over');
    }
  }, 60_000);
});

describe('SIGKILL', () => {
  it.each([1, 2, 3])('loses less than a second of records (%s)', async (round) => {
    const cwd = mkdtempSync(join(tmpdir(), 'roadcrew-kill-'));
    mkdirSync(join(cwd, 'records'));
    try {
      const { offered, killedAt } = await killWriter(cwd, 150 * round);
      const there = await readIds(cwd);
      const gone = offered.filter(({ id }) => !there.has(id));
      const oldest = Math.min(...gone.map(({ at }) => at));
      console.log(
        `${gone.length} of ${offered.length} lost, the oldest ${killedAt - oldest} ms before the kill`,
      );
      expect(killedAt - oldest).toBeLessThan(1_000);
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
});
