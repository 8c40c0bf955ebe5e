import { closeSync, fsyncSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { configSchema } from '../../src/records/configSchema.ts';
import { createRecorder } from '../../src/records/createRecorder.ts';
import { createTurns } from '../../src/records/database/createTurns.ts';
import type { RecordDatabase } from '../../src/records/database/RecordDatabase.ts';
import { recordsError } from '../../src/records/errors.ts';
import { createImageQueue } from '../../src/records/keeper/createImageQueue.ts';
import { createKeeper } from '../../src/records/keeper/createKeeper.ts';
import type { StartKeeperThread } from '../../src/records/keeper/KeeperThread.ts';
import type { RecordsProblem } from '../../src/records/RecordsProblem.ts';
import { createSpill } from '../../src/records/spill/createSpill.ts';
import { createManualClock } from '../../src/support/clock/createManualClock.ts';
import { silentLogger } from '../../src/support/logging/Logger.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { makeRecord } from './makeRecord.ts';

const home = mkdtempSync(join(tmpdir(), 'roadcrew-accounting-'));
afterAll(() => rmSync(home, { recursive: true }));
let worlds = 0;

/** A recorder whose thread, database and disk can be made to fail, and whose time stands still. */
function createWorld(limit: number) {
  worlds += 1;
  const clock = createManualClock();
  const rows = new Map<string, unknown>();
  const refused = new Set<string>();
  const fault = { database: 'none' as 'none' | 'down' | 'hangs', disk: false, images: false };
  const problems: RecordsProblem[] = [];
  let die: (reason: string) => void = () => undefined;

  const full = () => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  };
  const disk = {
    ...{ openSync, closeSync, ftruncateSync, fsyncSync },
    writeSync: ((handle: number, data: Uint8Array, offset: number) =>
      fault.disk ? full() : writeSync(handle, data, offset)) as typeof writeSync,
  };

  const startThread: StartKeeperThread = (data, events) => {
    let over = false;
    const report: typeof events.said = (message) => {
      if (!over) events.said(message);
    };
    // What is left of a thread that ended must do nothing more.
    const whileAlive = () => {
      if (over) throw new Error('this thread has ended');
    };
    const database = {
      name: 'a database',
      async insert(records: readonly { id: string }[]) {
        whileAlive();
        if (fault.database === 'hangs') await new Promise(() => undefined);
        if (fault.database === 'down') throw recordsError('RC_RECORDS_DATABASE_UNAVAILABLE');
        if (records.some(({ id }) => refused.has(id))) throw recordsError('RC_RECORDS_DATABASE_REFUSED');
        for (const record of records) rows.set(record.id, record);
      },
      touchRun: async () => undefined,
      endRun: async () => undefined,
      close: async () => undefined,
    } as unknown as RecordDatabase;
    const spill = createSpill({ folder: join(home, String(worlds)), run: data.run, maxBytes: 1e7, disk });
    const keeper = createKeeper({
      async connect() {
        whileAlive();
        if (fault.database === 'hangs') await new Promise(() => undefined);
        if (fault.database === 'down') throw recordsError('RC_RECORDS_DATABASE_UNAVAILABLE');
        return database;
      },
      spill: new Proxy(spill, {
        get(target, name: keyof typeof spill) {
          whileAlive();
          return target[name];
        },
      }),
      images: createImageQueue(
        {
          async put() {
            if (fault.images) throw new Error('no store');
          },
        },
        report,
      ),
      ...{ clock, random: createRandom(1), run: data.run, isAlive: () => false, report },
    });
    keeper.start();
    const inTurn = createTurns();
    die = (reason) => {
      over = true;
      events.ended(reason);
    };
    return {
      send(order) {
        void inTurn(async () => {
          if (over) return;
          if (order.kind === 'batch') await keeper.batch(order.number, order.entries, order.progress);
          else {
            await keeper.close(order.progress);
            report({ kind: 'closed' });
          }
        }).catch(() => undefined);
      },
      async end() {
        over = true;
      },
    };
  };

  const recorder = createRecorder({
    config: configSchema.parse({ buffer: { records: limit }, images: { keep: 'all' } }),
    ...{ clock, random: createRandom(2), logger: silentLogger, cwd: home, startThread, lost: 2 },
    alerts: (problem) => problems.push(problem),
  });
  return { clock, rows, refused, fault, problems, recorder, die: () => die('a test') };
}

type World = ReturnType<typeof createWorld>;

const balance = ({ recorder }: World): void => {
  const { offered, written, waiting, spilled, lost } = recorder.health();
  expect(written + waiting + spilled + lost).toBe(offered);
  for (const count of [offered, written, waiting, spilled, lost]) expect(count).toBeGreaterThanOrEqual(0);
};

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ write: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 5, arbitrary: fc.record({ wait: fc.integer({ min: 1, max: 1_500 }) }) },
  { weight: 2, arbitrary: fc.record({ database: fc.constantFrom('none', 'down', 'hangs') }) },
  { weight: 1, arbitrary: fc.record({ disk: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ images: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ die: true }) },
  { weight: 1, arbitrary: fc.constant({ refuse: true }) },
);

it('adds up at every moment, whatever fails, and records are in the database or counted as lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const world = createWorld(100);
      const { clock, rows, recorder, fault, refused } = world;
      const ids: string[] = [];
      let mayLose = false;
      let mayRepeat = false;
      const write = () => {
        const record = makeRecord();
        ids.push(record.id);
        recorder.write(record, new Uint8Array(10));
        return record.id;
      };
      for (const action of steps) {
        if ('write' in action) for (let count = 0; count < action.write; count += 1) write();
        else if ('wait' in action) await clock.advance(action.wait);
        else if ('database' in action) fault.database = action.database as typeof fault.database;
        else if ('disk' in action) fault.disk = action.disk;
        else if ('images' in action) fault.images = action.images;
        else if ('die' in action) {
          mayRepeat = true;
          world.die();
        } else refused.add(write());
        mayLose ||= fault.disk || recorder.health().waiting >= 99;
        balance(world);
      }
      Object.assign(fault, { database: 'none', disk: false, images: false });
      for (let turn = 0; turn < 40; turn += 1) {
        await clock.advance(1_000);
        balance(world);
      }
      const { state, waiting, spilled, lost, problem } = recorder.health();
      expect({ state, waiting, spilled, problem }).toEqual({
        state: 'ok',
        waiting: 0,
        spilled: 0,
        problem: null,
      });
      const missing = ids.filter((id) => !rows.has(id)).length;
      // Two were lost before it began.
      expect(missing).toBeLessThanOrEqual(lost - 2);
      if (!mayLose) expect(missing).toBe(refused.size);
      if (!mayLose && !mayRepeat) expect(lost).toBe(2 + refused.size);
      // A batch that a thread took with it may be in its spill file too, and is then offered twice.
      if (!mayRepeat) expect(recorder.health().offered).toBe(2 + ids.length);
      // Whatever was told to begin was told to be over.
      for (const kind of ['records', 'disk']) {
        expect(world.problems.findLast((problem) => problem.kind === kind)?.state ?? 'over').toBe('over');
      }
      const closed = recorder.close();
      await clock.advance(10_000);
      await closed;
      balance(world);
    }),
    {
      numRuns: 60,
      examples: [
        // A batch that arrives while a new thread counts what the one before left.
        [[{ write: 1 }, { database: 'down' }, { wait: 200 }, { refuse: true }, { die: true }]],
      ],
    },
  );
});

it('has a record in the database, or on the disk, within a second, also while the database hangs', async () => {
  const world = createWorld(1_000);
  const { clock, recorder, fault } = world;
  await clock.advance(1_000);
  recorder.write(makeRecord());
  expect(recorder.health()).toMatchObject({ waiting: 1 });
  await clock.advance(250);
  expect(recorder.health()).toMatchObject({ waiting: 0, written: 1 });
  fault.database = 'hangs';
  // Just behind a batch that hangs is the worst place to be.
  recorder.write(makeRecord());
  await clock.advance(201);
  recorder.write(makeRecord());
  await clock.advance(999);
  expect(recorder.health()).toMatchObject({ waiting: 0, spilled: 2, state: 'spilling' });
});

it('never makes the caller wait or throws, whatever it is given', async () => {
  const { recorder, clock } = createWorld(100);
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const stage = makeRecord().stages[0];
  if (stage?.outcome !== 'evidence') return expect.unreachable();
  recorder.write(makeRecord({ stages: [{ ...stage, evidence: { ...stage.evidence, details: circular } }] }));
  recorder.write(makeRecord({ wallMs: Number.NaN }));
  recorder.write(
    makeRecord({ stages: [{ ...stage, evidence: { ...stage.evidence, details: { big: 1n } } }] }),
  );
  const long = { text: 'x'.repeat(400_000) };
  const kept = makeRecord({ stages: [{ ...stage, evidence: { ...stage.evidence, details: long } }] });
  recorder.write(kept);
  await clock.advance(2_000);
  expect(recorder.health()).toMatchObject({ offered: 6, written: 1, lost: 5, state: 'ok' });
  const closed = recorder.close();
  await clock.advance(10_000);
  await closed;
  await recorder.close();
  recorder.write(makeRecord());
  expect(recorder.health()).toMatchObject({ offered: 7, written: 1, lost: 6 });
});

it('keeps no more than its buffer allows, and counts the rest', async () => {
  const { recorder, problems, clock } = createWorld(100);
  for (let count = 0; count < 150; count += 1) recorder.write(makeRecord(), new Uint8Array(5));
  expect(recorder.health()).toMatchObject({ waiting: 100, lost: 52, imagesLost: 50, state: 'losing' });
  expect(problems).toMatchObject([{ kind: 'records', severity: 'critical', state: 'open' }]);
  await clock.advance(2_000);
  expect(recorder.health()).toMatchObject({ written: 100, waiting: 0, lost: 52, state: 'ok', problem: null });
  expect(problems.at(-1)).toMatchObject({ kind: 'records', state: 'over' });
});
