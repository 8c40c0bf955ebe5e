import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { Random } from '../../support/random/Random.ts';
import { createBackoff } from '../../support/resilience/createBackoff.ts';
import type { RecordDatabase, RunProgress } from '../database/RecordDatabase.ts';
import { recordsError } from '../errors.ts';
import type { Spill, SpillSegment } from '../spill/createSpill.ts';
import type { ImageQueue } from './createImageQueue.ts';
import type { Entry, KeeperReport } from './messages.ts';
import { parseEntries } from './parseEntries.ts';
import { replaySegment } from './replaySegment.ts';
import { withLimit } from './withLimit.ts';

/** Keeps batches: in the database, else in the spill file, else not at all, and says which. */
export interface Keeper {
  /** Looks for what dead runs left, and connects. Does not wait. */
  start(): void;
  /** Reported as `done`. One at a time; never throws, and takes about as long as `limits.insertMs` at most. */
  batch(number: number, entries: readonly Entry[], progress: RunProgress): Promise<void>;
  /** The database while it takes records, for what has time. */
  readonly database: RecordDatabase | null;
  /** Dead runs may have left files since. */
  lookForSegments(): void;
  /** Ends the run in the database if it is there. */
  close(progress: RunProgress): Promise<void>;
}

export interface KeeperParts {
  /** Opens the database anew; the run is in it then. */
  connect(): Promise<RecordDatabase>;
  readonly spill: Spill;
  readonly images: Pick<ImageQueue, 'add'>;
  readonly clock: Clock;
  readonly random: Pick<Random, 'float'>;
  readonly run: string;
  isAlive(run: string): boolean;
  report(message: KeeperReport): void;
  readonly limits?: Partial<typeof defaultLimits>;
}

const defaultLimits = {
  /**
   * How long a batch may wait for the database before it goes to the spill file, milliseconds. With the 200 ms that
   * records wait for their batch, and a batch before theirs, this keeps them below a second from a disk.
   */
  insertMs: 350,
  /** The same for what is on the disk already. */
  replayMs: 6_000,
  firstRetryMs: 250,
  mostRetryMs: 5_000,
};

type State = 'starting' | 'ok' | 'spilling' | 'losing';

export function createKeeper(parts: KeeperParts): Keeper {
  const { connect, spill, images, clock, random, run, isAlive, report } = parts;
  const limits = { ...defaultLimits, ...parts.limits };
  const closing = new AbortController();
  const counted = new Set<string>();
  let database: RecordDatabase | null = null;
  let state: State = 'starting';
  let recovery: Promise<void> | null = null;
  /** The look for what others left. */
  let counting: Promise<void> = Promise.resolve();

  const late = (ms: number) => () =>
    recordsError('RC_RECORDS_DATABASE_UNAVAILABLE', {
      database: database?.name ?? 'that is configured',
      reason: `no answer within ${ms} ms`,
    });

  let lastText = '';
  const setState = (next: State, error?: unknown): void => {
    const text = error === undefined ? '' : error instanceof Error ? error.message : String(error);
    if (next === state && (text === lastText || error === undefined)) return;
    state = next;
    lastText = text;
    if (next === 'starting') return;
    const disk = error instanceof RoadcrewError && error.code === 'RC_RECORDS_DISK_FULL';
    report({ kind: 'state', state: next, problem: error === undefined ? null : { text, disk } });
  };

  /** Not waited for: what hangs shall not hold up the records. */
  const drop = (): void => {
    void database?.close().catch(() => undefined);
    database = null;
  };

  /** Counts what others left, once. @returns false where the keeper closed before the end */
  const count = async (segment: SpillSegment): Promise<boolean> => {
    if (counted.has(segment.path)) return true;
    let records = 0;
    const reader = spill.read(segment, 2_000);
    for (let step = reader.next(); ; step = reader.next()) {
      if (step.done) {
        const { damaged, torn } = step.value;
        records += damaged;
        report({ kind: 'found', records, torn, own: segment.run === run });
        counted.add(segment.path);
        return true;
      }
      records += step.value.length;
      // Batches come in between.
      await new Promise((resolve) => setImmediate(resolve));
      if (closing.signal.aborted) {
        reader.return({ damaged: 0, torn: false });
        return false;
      }
    }
  };

  const replayAll = async (target: RecordDatabase): Promise<void> => {
    for (;;) {
      spill.seal();
      const segments = spill.segments(isAlive);
      if (segments.length === 0) {
        // In the same turn as the look, or a batch might spill in between and be forgotten.
        setState('ok');
        return;
      }
      for (const segment of segments) {
        // What was not counted stays for the next run.
        if (segment.run !== run && !(await count(segment))) return;
        await replaySegment(spill.read(segment, 200), {
          insert: (records) =>
            withLimit(
              target.insert(records, run, latest, clock.now()),
              limits.replayMs,
              clock,
              late(limits.replayMs),
            ),
          report,
        });
        spill.remove(segment);
      }
    }
  };

  const recover = (): void => {
    recovery ??= (async () => {
      const backoff = createBackoff({
        firstMs: limits.firstRetryMs,
        maxMs: limits.mostRetryMs,
        random,
      });
      while (!closing.signal.aborted) {
        try {
          database ??= await withLimit(connect(), limits.replayMs, clock, late(limits.replayMs));
          // A batch may begin a recovery at any time. Records that came home before they were counted would be counted
          // afterwards, and be missed for ever.
          await counting;
          await replayAll(database);
          return;
        } catch (error) {
          drop();
          setState(state === 'losing' ? 'losing' : 'spilling', error);
          await clock.sleep(backoff.next(), closing.signal).catch(() => undefined);
        }
      }
    })().finally(() => {
      recovery = null;
      // It may have failed again in the same moment.
      if (state !== 'ok' && !closing.signal.aborted) recover();
    });
  };

  let latest: RunProgress = { offered: 0, written: 0, lost: 0 };

  /** @returns how many were written and refused, or `null` where the database takes nothing */
  const insert = async (records: readonly PredictionRecord[], progress: RunProgress) => {
    if (state === 'starting' && recovery !== null) {
      // The first connection is on its way; a slow one shall not make a spill file of every start.
      const waiting = withLimit(recovery, limits.insertMs, clock, late(limits.insertMs));
      await waiting.catch(() => undefined);
    }
    if (state !== 'ok' || database === null) return null;
    const target = database;
    const put = (some: readonly PredictionRecord[]) => {
      const written = progress.written + records.length;
      return withLimit(
        target.insert(some, run, { ...progress, written }, clock.now()),
        limits.insertMs,
        clock,
        late(limits.insertMs),
      );
    };
    try {
      await put(records);
      return { written: records.length, lost: 0 };
    } catch (error) {
      if (!(error instanceof RoadcrewError) || error.code !== 'RC_RECORDS_DATABASE_REFUSED') {
        drop();
        setState('spilling', error);
        recover();
        return null;
      }
    }
    // One of them is at fault; the others shall not suffer for it. They come back from the spill file one by one.
    return null;
  };

  return {
    start() {
      counting = (async () => {
        try {
          for (const segment of spill.segments(isAlive)) if (!(await count(segment))) break;
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          report({ kind: 'warning', text: 'A spill file cannot be read', details: { reason } });
        }
      })();
      recover();
    },
    async batch(number, entries, progress) {
      const startNs = clock.monotonicNs();
      latest = progress;
      const { records, texts, images: pictures, faults } = parseEntries(entries);
      for (const reason of faults) {
        report({ kind: 'warning', text: 'A record cannot be kept', details: { reason } });
      }
      let written = 0;
      let spilled = 0;
      let lost = faults.length;
      const done = records.length === 0 ? { written: 0, lost: 0 } : await insert(records, progress);
      if (done !== null) {
        written = done.written;
        lost += done.lost;
      } else {
        try {
          spill.append(texts);
          spilled = records.length;
          if (state !== 'starting') setState('spilling');
        } catch (error) {
          lost += records.length;
          setState('losing', error);
        }
        recover();
      }
      const seconds = Number(clock.monotonicNs() - startNs) / 1e9;
      report({ kind: 'done', number, written, spilled, lost, seconds });
      for (const { hash, image } of pictures) images.add(hash, image);
    },
    get database() {
      return state === 'ok' ? database : null;
    },
    lookForSegments() {
      if (state === 'ok' && recovery === null && spill.segments(isAlive).length > 0) recover();
    },
    async close(progress) {
      closing.abort();
      await recovery;
      if (database !== null) {
        const target = database;
        const end = async () => {
          await target.touchRun(run, progress, clock.now());
          await target.endRun(run, 'closed', clock.now(), null);
        };
        await withLimit(end(), limits.insertMs, clock, late(limits.insertMs)).catch(() => undefined);
        drop();
      }
      spill.close();
    },
  };
}
