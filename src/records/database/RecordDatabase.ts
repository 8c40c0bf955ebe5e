import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';

/** What a run has counted so far; `RecorderHealth` explains the numbers. */
export interface RunProgress {
  readonly offered: number;
  readonly written: number;
  readonly lost: number;
}

/** One process that recorded, from its start to its end. */
export interface RecorderRun extends RunProgress {
  /** UUID version 7. */
  readonly id: string;
  /** The records folder that it ran in; runs of other folders may be alive on other machines. */
  readonly instance: string;
  readonly host: string;
  readonly process: number;
  /** Wall clock, milliseconds since 1970, as the other times. */
  readonly startedAt: number;
  /** All records offered up to then are in the database or in the spill file. */
  readonly lastFlushAt: number;
  readonly endedAt: number | null;
  /** `closed` in good order, or `killed`: it was found without an end by the next run. */
  readonly ending: 'closed' | 'killed' | null;
  /** Requests that the supervisor saw answered by a killed run without a record. */
  readonly unrecorded: number | null;
}

/** What records are looked for. All of it must hold. */
export interface RecordFilter {
  /** Wall clock, milliseconds since 1970: from … up to, not including. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly caller?: string | undefined;
  readonly outcome?: string | undefined;
  readonly lane?: string | undefined;
  readonly path?: string | undefined;
  readonly release?: string | undefined;
  /** Probability, both included; records without one are left out. */
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** Where a page ends: the next one begins with the record before this one. */
export interface RecordPosition {
  readonly at: number;
  readonly id: string;
}

/** Numbers of a group of records. Latencies are `wallMs` by the nearest-rank method; `null` without records. */
export interface RecordGroup {
  readonly name: string;
  readonly count: number;
}

export interface RecordStatistics {
  readonly count: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  readonly byOutcome: readonly RecordGroup[];
  readonly byLane: readonly RecordGroup[];
  /** The 50 most frequent, as with paths and releases. */
  readonly byCaller: readonly RecordGroup[];
  readonly byPath: readonly RecordGroup[];
  readonly byRelease: readonly RecordGroup[];
  /** Milliseconds, of records with an answer. */
  readonly latencyMs: {
    readonly p50: number | null;
    readonly p95: number | null;
    readonly p99: number | null;
  };
  /** Records with a probability in [0, 0.1), [0.1, 0.2), … [0.9, 1]. */
  readonly probabilities: readonly number[];
  /** Records in each hour that has some, the newest 168. `at` is its beginning. */
  readonly hours: readonly { readonly at: number; readonly count: number }[];
}

/** Keeps records and runs. Its errors are those of `SqlConnection`. */
export interface RecordDatabase {
  /** For people, without a password. */
  readonly name: string;
  /** Adds records and the run's progress in one transaction. A record whose id is there already is left as it is. */
  insert(
    records: readonly PredictionRecord[],
    run: string,
    progress: RunProgress,
    now: number,
  ): Promise<void>;
  find(id: string): Promise<PredictionRecord | null>;
  /** The newest first. */
  page(
    filter: RecordFilter,
    limit: number,
    before: RecordPosition | null,
  ): Promise<readonly PredictionRecord[]>;
  count(filter: RecordFilter): Promise<number>;
  statistics(filter: RecordFilter): Promise<RecordStatistics>;
  /** Deletes up to `limit` records from before `at`, the oldest first. @returns how many */
  deleteBefore(at: number, limit: number): Promise<number>;
  /** Gives space of deleted records back to the disk, a little at a time. */
  shrink(): Promise<void>;

  beginRun(run: RecorderRun): Promise<void>;
  endRun(id: string, ending: 'closed' | 'killed', at: number, unrecorded: number | null): Promise<void>;
  /** The progress and the time, where there was nothing to insert. */
  touchRun(id: string, progress: RunProgress, now: number): Promise<void>;
  /** Runs of this folder without an end, the oldest first. */
  unfinishedRuns(instance: string): Promise<readonly RecorderRun[]>;
  /** The newest first. */
  runs(limit: number): Promise<readonly RecorderRun[]>;
  close(): Promise<void>;
}
