import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordDatabase, RecorderRun } from '../../src/records/database/RecordDatabase.ts';
import { makeRecord } from './makeRecord.ts';

const progress = { offered: 10, written: 9, lost: 1 };
const hour = 3_600_000;
const start = 1_777_777_200_000;

const makeRun = (changes: Partial<RecorderRun> = {}): RecorderRun => ({
  ...{ id: v7(), instance: v7(), host: 'miner', process: 7, startedAt: start, lastFlushAt: start },
  ...{ endedAt: null, ending: null, unrecorded: null, offered: 0, written: 0, lost: 0 },
  ...changes,
});

/** What every database of records must do. @param open gives an empty one, with its tables */
export function describeRecordDatabase(name: string, open: () => Promise<RecordDatabase>): void {
  describe(`${name} as a database of records`, () => {
    let database: RecordDatabase;
    const run = makeRun();
    beforeAll(async () => {
      database = await open();
      await database.beginRun(run);
    });
    beforeEach(async () => {
      while ((await database.deleteBefore(Number.MAX_SAFE_INTEGER, 1_000)) > 0);
    });
    afterAll(() => database?.close());
    const insert = (...records: Parameters<RecordDatabase['insert']>[0]) =>
      database.insert(records, run.id, progress, start);
    const idsOf = async (...query: Parameters<RecordDatabase['page']>) =>
      (await database.page(...query)).map(({ id }) => id);

    it('gives back what it was given', async () => {
      const records = [
        makeRecord(),
        makeRecord({
          ...{ lane: 'rest', caller: 'token ümlaut 🚧', uuid: null, outcome: 'failed', probability: null },
          ...{ path: '', stages: [], release: null, wallMs: 0, deadlineLeftMs: -12.5, imageHash: null },
          ...{ perceptualHash: null, imageBytes: 0, error: 'RC_IMAGING_DAMAGED' },
        }),
        makeRecord({ probability: 5e-324, wallMs: 1e9, at: 0 }),
      ];
      await insert(...records);
      for (const record of records) expect(await database.find(record.id)).toEqual(record);
      expect(await database.find(v7())).toBeNull();
    });

    it('keeps evidence of any content', async () => {
      const details = fc.dictionary(
        fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
        fc.jsonValue() as fc.Arbitrary<unknown>,
      );
      await fc.assert(
        fc.asyncProperty(details, fc.double({ min: 0, max: 1, noNaN: true }), async (found, probability) => {
          const clean = JSON.parse(JSON.stringify({ ...found })) as Record<string, unknown>;
          const record = makeRecord({
            probability: probability + 0,
            stages: [
              {
                ...{ stage: 'classifier', outcome: 'evidence', timings: { 'q\u0000': 1 } },
                evidence: { probability: 0.5, release: 'r', details: { ...clean, nul: '\0 \ud83d' } },
              },
            ],
          });
          await insert(record);
          const back = await database.find(record.id);
          expect(back?.stages).toEqual(record.stages);
          expect(back?.probability).toBe(probability + 0);
        }),
        { numRuns: 30 },
      );
    });

    it('takes a record once, however often it comes, and the others with it', async () => {
      const [first, second] = [makeRecord(), makeRecord()];
      await insert(first);
      await insert({ ...first, probability: 0.1 }, second, second);
      expect(await database.find(first.id)).toEqual(first);
      expect(await database.count({})).toBe(2);
    });

    it('takes a batch of any length in one transaction', async () => {
      const records = Array.from({ length: 1_234 }, (_, index) => makeRecord({ at: index }));
      await insert(...records);
      expect(await database.count({})).toBe(1_234);
      const broken = [makeRecord(), { ...makeRecord(), wallMs: null as unknown as number }];
      await expect(insert(...broken)).rejects.toMatchObject({ code: 'RC_RECORDS_DATABASE_REFUSED' });
      expect(await database.count({})).toBe(1_234);
      // And it is usable afterwards.
      await insert(makeRecord());
      expect(await database.count({})).toBe(1_235);
    });

    it('pages through records of one moment without a gap or a double', async () => {
      const records = Array.from({ length: 25 }, (_, index) => makeRecord({ at: 1_000 + (index >> 3) }));
      await insert(...records);
      const seen: string[] = [];
      let before: { at: number; id: string } | null = null;
      for (;;) {
        const page = await database.page({}, 4, before);
        seen.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (last === undefined) break;
        before = last;
      }
      const expected = records.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
      expect(seen).toEqual(expected);
    });

    it('finds by every field, all of them together', async () => {
      const base = { at: 5_000, probability: 0.5 };
      const target = makeRecord({
        ...base,
        caller: "O'Brien; --",
        outcome: 'guessed',
        lane: 'rest',
        path: 'vlm',
        release: 'r2',
      });
      const others = [
        makeRecord(base),
        makeRecord({ ...base, at: 4_999 }),
        makeRecord({ ...base, probability: null }),
        makeRecord({ ...base, probability: 0.8 }),
      ];
      await insert(target, ...others);
      for (const filter of [
        { caller: "O'Brien; --" },
        { outcome: 'guessed' },
        { lane: 'rest' },
        { path: 'vlm' },
        { release: 'r2' },
        { since: 5_000, until: 5_001, minimum: 0.5, maximum: 0.5, caller: "O'Brien; --" },
      ]) {
        expect(await idsOf(filter, 10, null)).toEqual([target.id]);
      }
      expect(await database.count({ until: 5_000 })).toBe(1);
      expect(await database.count({ since: 5_000 })).toBe(4);
      expect(await database.count({ minimum: 0.6 })).toBe(1);
      expect(await database.count({ maximum: 0.6 })).toBe(3);
      expect(await database.count({ caller: "' OR 1=1 --" })).toBe(0);
    });

    it('counts', async () => {
      expect(await database.statistics({})).toMatchObject({
        ...{ count: 0, firstAt: null, lastAt: null, byOutcome: [], hours: [] },
        latencyMs: { p50: null, p95: null, p99: null },
        probabilities: Array(10).fill(0),
      });
      const records = Array.from({ length: 200 }, (_, index) =>
        makeRecord({
          ...{ at: start + (index % 3) * hour, wallMs: index + 1, probability: index / 199 },
          ...{ path: index % 4 === 0 ? '' : 'classifier', release: index % 2 === 0 ? null : 'r' },
        }),
      );
      await insert(...records, makeRecord({ at: start, outcome: 'late', probability: null, wallMs: 9_999 }));
      const statistics = await database.statistics({});
      expect(statistics).toMatchObject({
        ...{ count: 201, firstAt: start, lastAt: start + 2 * hour },
        latencyMs: { p50: 100, p95: 190, p99: 198 },
        probabilities: Array(10).fill(20),
        byOutcome: [
          { name: 'answered', count: 200 },
          { name: 'late', count: 1 },
        ],
        byRelease: [
          { name: 'r', count: 100 },
          { name: 'starter-1', count: 1 },
        ],
        hours: [
          { at: start + 2 * hour, count: 66 },
          { at: start + hour, count: 67 },
          { at: start, count: 68 },
        ],
      });
      expect(await database.statistics({ outcome: 'late' })).toMatchObject({
        count: 1,
        latencyMs: { p50: null },
      });
    });

    it('deletes the oldest first, a step at a time', async () => {
      const records = Array.from({ length: 10 }, (_, index) => makeRecord({ at: index }));
      await insert(...records.toReversed());
      expect(await database.deleteBefore(7, 5)).toBe(5);
      expect(await idsOf({}, 20, null)).toEqual(
        records
          .slice(5)
          .toReversed()
          .map(({ id }) => id),
      );
      expect(await database.deleteBefore(7, 5)).toBe(2);
      expect(await database.deleteBefore(7, 5)).toBe(0);
      await database.shrink();
      expect(await database.count({})).toBe(3);
    });

    it('knows which runs of a folder have no end', async () => {
      const instance = v7();
      const [first, second, other] = [
        makeRun({ instance }),
        makeRun({ instance, startedAt: start + 1 }),
        makeRun(),
      ];
      for (const one of [second, first, other]) await database.beginRun(one);
      await database.beginRun({ ...first, host: 'again' });
      expect(await database.unfinishedRuns(instance)).toEqual([first, second]);
      await database.insert([makeRecord()], first.id, progress, start + 50);
      await database.touchRun(second.id, { offered: 3, written: 2, lost: 1 }, start + 60);
      expect(await database.unfinishedRuns(instance)).toEqual([
        { ...first, ...progress, lastFlushAt: start + 50 },
        { ...second, offered: 3, written: 2, lost: 1, lastFlushAt: start + 60 },
      ]);
      await database.endRun(first.id, 'killed', start + 99, 4);
      // A second end changes nothing.
      await database.endRun(first.id, 'closed', start + 100, null);
      expect((await database.unfinishedRuns(instance)).map(({ id }) => id)).toEqual([second.id]);
      const ended = (await database.runs(100)).find(({ id }) => id === first.id);
      expect(ended).toMatchObject({ ending: 'killed', endedAt: start + 99, unrecorded: 4 });
    });

    it('keeps statements that come at once apart', async () => {
      const batches = Array.from({ length: 8 }, () => [makeRecord(), makeRecord()]);
      const refused = insert({ ...makeRecord(), wallMs: null as unknown as number }).catch(() => 'refused');
      await Promise.all(batches.map((batch) => insert(...batch)));
      expect(await refused).toBe('refused');
      expect(await database.count({})).toBe(16);
    });

    it('refuses to work after its end, and ends twice', async () => {
      const second = await open();
      await second.close();
      await second.close();
      await expect(second.count({})).rejects.toMatchObject({ code: 'RC_RECORDS_DATABASE_UNAVAILABLE' });
    });
  });
}
