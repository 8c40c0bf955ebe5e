import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../src/records/configSchema.ts';
import { createRecorder } from '../../src/records/createRecorder.ts';
import { openDatabase } from '../../src/records/database/openDatabase.ts';
import { openPostgres } from '../../src/records/database/openPostgres.ts';
import type { Recorder } from '../../src/records/Recorder.ts';
import type { RecordsProblem } from '../../src/records/RecordsProblem.ts';
import { openRecordsReader } from '../../src/records/reader/openRecordsReader.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { createLogger } from '../../src/support/logging/createLogger.ts';
import { systemRandom } from '../../src/support/random/systemRandom.ts';
import { describeRecordDatabase } from '../records/databaseConformance.ts';
import { makeRecord } from '../records/makeRecord.ts';
import { type Postgres, startPostgres } from './startPostgres.ts';

let server: Postgres;
let schemas = 0;
beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server?.close());

/** In the first call a new schema; `open` is called again by the suite and then finds the tables. */
const open = () => {
  schemas += 1;
  return openDatabase({ database: server.url, schema: `conformance_${schemas}` }, { now: () => 0 });
};
describeRecordDatabase('PostgreSQL', open);

describe('PostgreSQL', () => {
  it('says what is wrong without the password', async () => {
    const wrong = server.url.replace('PLANTED-pg', 'PLANTED-wrong');
    const addresses = [wrong, wrong.replace(/:\d+\//, ':1/'), server.url.replace(/postgres$/, 'nowhere')];
    for (const url of addresses) {
      const error = await openPostgres({ url, schema: 'x' }).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'RC_RECORDS_DATABASE_UNAVAILABLE' });
      const causes: string[] = [];
      for (let current = error; current instanceof Error; current = current.cause) {
        causes.push(current.message, current.stack ?? '', JSON.stringify(current));
      }
      expect(causes.join(' ')).not.toContain('PLANTED');
    }
  });

  it('lets two miners make its tables at once', async () => {
    const settings = { database: server.url, schema: 'together' };
    const all = await Promise.all(Array.from({ length: 4 }, () => openDatabase(settings, { now: () => 0 })));
    for (const database of all) expect(await database.count({})).toBe(0);
    await Promise.all(all.map((database) => database.close()));
  });
});

describe('the recorder on PostgreSQL', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'roadcrew-records-'));
  const problems: RecordsProblem[] = [];
  const lines: string[] = [];
  let recorder: Recorder;
  const config = () => configSchema.parse({ database: server.url, schema: 'live' });
  const until = async (holds: () => boolean, what: string): Promise<void> => {
    for (let tries = 0; !holds(); tries += 1) {
      if (tries > 1_200) throw new Error(`${what}: ${JSON.stringify(recorder.health())}`);
      await sleep(25);
    }
  };
  afterAll(async () => {
    await recorder?.close();
    rmSync(cwd, { recursive: true });
  });

  it('goes on through a stop and a crash of the server, and loses nothing', async () => {
    const logger = createLogger({ destination: { write: (line) => lines.push(line) } });
    const alerts = (problem: RecordsProblem) => problems.push(problem);
    recorder = createRecorder({ config: config(), clock: systemClock, logger, alerts, cwd });
    const records = Array.from({ length: 900 }, () => makeRecord());
    const write = (from: number, to: number) => {
      for (const record of records.slice(from, to)) recorder.write(record);
    };
    write(0, 300);
    await until(() => recorder.health().written === 300, 'the first are written');
    for (const [part, mode] of [
      [1, 'fast'],
      [2, 'immediate'],
    ] as const) {
      await server.stop(mode);
      write(part * 300, part * 300 + 200);
      await until(() => recorder.health().spilled === 200, 'they are spilled');
      expect(recorder.health()).toMatchObject({ state: 'spilling', waiting: 0, lost: 0 });
      write(part * 300 + 200, part * 300 + 300);
      await server.start();
      await until(() => recorder.health().written === part * 300 + 300, 'they are replayed');
      expect(recorder.health()).toMatchObject({ state: 'ok', spilled: 0, lost: 0, problem: null });
    }
    expect(readdirSync(join(cwd, 'records/spill'))).toEqual([]);
    expect(problems.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
      Array(2).fill(['records open', 'records over']).flat(),
    );
    const said = JSON.stringify([problems, lines, recorder.health()]);
    expect(said).not.toContain('PLANTED');
    expect(said).toContain('postgres://127.0.0.1');
    await recorder.close();
    const options = { config: config(), cwd, clock: systemClock, random: systemRandom };
    const reader = await openRecordsReader(options);
    const ids = new Set<string>();
    for await (const { id } of reader.each({})) ids.add(id);
    expect(ids).toEqual(new Set(records.map(({ id }) => id)));
    expect((await reader.runs(1))[0]).toMatchObject({
      ending: 'closed',
      offered: 900,
      written: 900,
      lost: 0,
    });
    expect(reader.name).not.toContain('PLANTED');
    await reader.close();
  }, 120_000);
});
