import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../src/records/configSchema.ts';
import { createRecorder, type RecorderOptions } from '../../src/records/createRecorder.ts';
import type { Recorder } from '../../src/records/Recorder.ts';
import type { RecordsProblem } from '../../src/records/RecordsProblem.ts';
import { openRecordsReader, type RecordsReader } from '../../src/records/reader/openRecordsReader.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { createLogger } from '../../src/support/logging/createLogger.ts';
import { createMetricsRegistry } from '../../src/support/metrics/createMetricsRegistry.ts';
import { systemRandom } from '../../src/support/random/systemRandom.ts';
import { killWriter } from './killWriter.ts';
import { makeRecord } from './makeRecord.ts';

const folders: string[] = [];
const fresh = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'roadcrew-recorder-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function start(cwd: string, changes: Record<string, unknown> = {}, more: Partial<RecorderOptions> = {}) {
  const lines: string[] = [];
  const problems: RecordsProblem[] = [];
  const metrics = createMetricsRegistry();
  const recorder = createRecorder({
    ...{ config: configSchema.parse(changes), clock: systemClock, cwd, metrics },
    logger: createLogger({ destination: { write: (line) => lines.push(line) } }),
    alerts: (problem) => problems.push(problem),
    ...more,
  });
  return { recorder, lines, problems, metrics };
}

const until = async (recorder: Recorder, holds: (health: ReturnType<Recorder['health']>) => boolean) => {
  while (!holds(recorder.health())) await sleep(10);
};

async function read<T>(cwd: string, look: (reader: RecordsReader) => Promise<T>): Promise<T> {
  const config = configSchema.parse({});
  const reader = await openRecordsReader({ config, cwd, clock: systemClock, random: systemRandom });
  try {
    return await look(reader);
  } finally {
    await reader.close();
  }
}

const idsIn = (cwd: string): Promise<Set<string>> =>
  read(cwd, async (reader) => {
    const ids = new Set<string>();
    for await (const { id } of reader.each({})) ids.add(id);
    return ids;
  });

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('the recorder, with its thread', () => {
  it('keeps records, and the images that the privacy setting wants', async () => {
    const cwd = fresh();
    const { recorder, metrics, problems } = start(cwd);
    const image = Buffer.from('a road, perhaps with cones');
    const sure = makeRecord({ probability: 0.97 });
    const unsure = makeRecord({ probability: 0.5001, imageHash: null });
    recorder.write(sure, image);
    recorder.write(unsure, image);
    image.fill(0);
    await until(recorder, ({ written }) => written === 2);
    await recorder.close();
    const hash = createHash('sha256').update('a road, perhaps with cones').digest('hex');
    await read(cwd, async (reader) => {
      expect(await reader.show(sure.id)).toEqual({ record: sure, image: null });
      const path = join(cwd, `records/images/${hash.slice(0, 2)}/${hash.slice(2)}.jpg`);
      expect(await reader.show(unsure.id)).toEqual({ record: { ...unsure, imageHash: hash }, image: path });
      expect(readFileSync(path, 'utf8')).toBe('a road, perhaps with cones');
      expect(await reader.runs(5)).toMatchObject([{ ending: 'closed', offered: 2, written: 2, lost: 0 }]);
    });
    expect(filesBelow(join(cwd, 'records/images'))).toHaveLength(1);
    expect(problems).toEqual([]);
    const text = await metrics.render();
    for (const line of [
      'offered_total 2',
      'written_total 2',
      'lost_total 0',
      'images_total{outcome="kept"} 1',
      'waiting 0',
      'state{state="ok"} 1',
    ]) {
      expect(text).toContain(`roadcrew_records_${line}\n`);
    }
  });

  it('keeps no image where none shall be kept, and nothing at all where it is switched off', async () => {
    const cwd = fresh();
    const { recorder } = start(cwd, { images: { keep: 'none' } });
    recorder.write(makeRecord(), Buffer.from('an image'));
    await until(recorder, ({ written }) => written === 1);
    await recorder.close();
    // A slow start may have made a folder for the spill file.
    expect(readdirSync(join(cwd, 'records'))).not.toContain('images');
    const off = fresh();
    const silent = start(off, { enabled: false });
    silent.recorder.write(makeRecord(), Buffer.from('an image'));
    await silent.recorder.close();
    expect(silent.recorder.health()).toMatchObject({ offered: 0, lost: 0, state: 'ok' });
    expect(readdirSync(off)).toEqual([]);
  });

  it('refuses at once what can never work', () => {
    expect(() => start(fresh(), { images: { store: 's3://bucket' } })).toThrow(
      expect.objectContaining({ code: 'RC_RECORDS_STORE_INVALID' }),
    );
    expect(() => start(fresh(), { database: 'mysql://user:PLANTED@host/x' })).toThrow(
      expect.objectContaining({ code: 'RC_RECORDS_DATABASE_URL_INVALID' }),
    );
  });

  it('spills while the database cannot be, and the next run brings it home', async () => {
    const cwd = fresh();
    mkdirSync(join(cwd, 'records'));
    writeFileSync(join(cwd, 'file'), '');
    const { recorder, problems } = start(cwd, { database: 'file/roadcrew.sqlite' });
    const records = Array.from({ length: 20 }, () => makeRecord());
    for (const record of records) recorder.write(record);
    await until(recorder, ({ spilled, state }) => spilled === 20 && state === 'spilling');
    expect(problems).toMatchObject([{ kind: 'records', severity: 'warning', state: 'open' }]);
    await recorder.close();
    expect(recorder.health()).toMatchObject({ offered: 20, spilled: 20, lost: 0, waiting: 0 });
    const next = start(cwd);
    await until(next.recorder, ({ written }) => written === 20);
    expect(next.recorder.health()).toMatchObject({ offered: 20, written: 20, spilled: 0, state: 'ok' });
    await next.recorder.close();
    expect(await idsIn(cwd)).toEqual(new Set(records.map(({ id }) => id)));
    expect(readdirSync(join(cwd, 'records/spill'))).toEqual([]);
  });

  it('moves a damaged database aside, says so, and begins anew', async () => {
    const cwd = fresh();
    mkdirSync(join(cwd, 'records'));
    writeFileSync(join(cwd, 'records/roadcrew.sqlite'), 'no database at all. '.repeat(500));
    const { recorder, lines, problems } = start(cwd);
    recorder.write(makeRecord());
    await until(recorder, ({ written }) => written === 1);
    await recorder.close();
    expect(lines.join('')).toContain('RC_RECORDS_DATABASE_DAMAGED');
    const title = expect.stringMatching(/damaged/);
    expect(problems).toMatchObject(['open', 'over'].map((state) => ({ kind: 'records', state, title })));
    const aside = readdirSync(join(cwd, 'records')).filter((name) => name.includes('.damaged-'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(cwd, 'records', aside[0] ?? ''), 'utf8')).toMatch(/^no database at all/);
  });
});

describe('a process that is killed', () => {
  it('loses nothing that it had confirmed, and the next start says since when records may be missing', async () => {
    const cwd = fresh();
    const { offered } = await killWriter(cwd, 60);
    const confirmed = offered.at(-1)?.written ?? 0;
    expect(confirmed).toBeGreaterThanOrEqual(60);
    const { recorder, lines } = start(cwd, {}, { lost: 7 });
    recorder.write(makeRecord());
    // On a slow machine the killed one may have left a spill file.
    await until(recorder, ({ written, waiting, spilled }) => written >= 1 && waiting + spilled === 0);
    const health = recorder.health();
    expect(health).toMatchObject({ lost: 7 });
    expect(health.offered).toBe(health.written + health.lost);
    await recorder.close();
    const there = await idsIn(cwd);
    const missing = offered.findIndex(({ id }) => !there.has(id));
    // Only the newest are gone: those that no transaction had yet.
    if (missing !== -1) {
      expect(missing).toBeGreaterThanOrEqual(confirmed);
      expect(offered.slice(missing).every(({ id }) => !there.has(id))).toBe(true);
    }
    const said = lines.join('');
    expect(said).toMatch(
      /The run of [-\dT:.]+Z ended without closing; records after [-\dT:.]+Z may be missing; the supervisor counted 7 answered without a record/,
    );
    await read(cwd, async (reader) => {
      const [own, killed, ...more] = await reader.runs(5);
      expect(more).toEqual([]);
      expect(own).toMatchObject({ ending: 'closed', lost: 7 });
      expect(killed).toMatchObject({ ending: 'killed', unrecorded: 7 });
    });
    // It is told once.
    const again = start(cwd);
    again.recorder.write(makeRecord());
    await until(again.recorder, ({ written }) => written === 1);
    await again.recorder.close();
    expect(again.lines.join('')).not.toContain('without closing');
  });

  it('is not taken for dead while it lives', async () => {
    const cwd = fresh();
    const first = start(cwd);
    first.recorder.write(makeRecord());
    await until(first.recorder, ({ written }) => written === 1);
    const second = start(cwd);
    second.recorder.write(makeRecord());
    await until(second.recorder, ({ written }) => written === 1);
    await second.recorder.close();
    await first.recorder.close();
    expect(second.lines.join('')).not.toContain('without closing');
    await read(cwd, async (reader) => {
      expect((await reader.runs(5)).map(({ ending }) => ending)).toEqual(['closed', 'closed']);
    });
  });
});
