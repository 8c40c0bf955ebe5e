import type { RecorderHealth } from './Recorder.ts';

/** Adds up what becomes of records. `offered = written + waiting + spilled + lost` after every call. */
export interface Ledger {
  /** @param taken whether the buffer has it; if not it is lost, and `problem` says why */
  offer(taken: boolean, problem: string): void;
  /** A batch has left the buffer. */
  settle(batch: { readonly written: number; readonly spilled: number; readonly lost: number }): void;
  /** Records that were lost before this recorder began. */
  inherit(lost: number): void;
  /** The thread is gone, its spill files are not: they will be found again, perhaps not as they were. */
  orphan(): void;
  /** Records in spill files. @param own of this run, from a thread that ended */
  find(records: number, own: boolean): void;
  /** Records that have left the spill files. */
  replay(step: { readonly written: number; readonly lost: number }): void;
  /** With `ok` the spill files are empty: what was believed to be in them and never came is lost. */
  state(state: RecorderHealth['state'], problem: string | null): void;
  /** Records that have left the buffer for nowhere. */
  drop(count: number, problem: string): void;
  loseImages(count: number): void;
  health(): RecorderHealth;
}

/** @param waiting how many records the buffer holds now */
export function createLedger(waiting: () => number): Ledger {
  let [offered, written, spilled, lost, imagesLost, orphaned] = [0, 0, 0, 0, 0, 0];
  let state: RecorderHealth['state'] = 'ok';
  let problem: string | null = null;
  /** The buffer overflowed, which only this side knows. */
  let overflow: string | null = null;

  return {
    offer(taken, reason) {
      offered += 1;
      if (taken) return;
      lost += 1;
      overflow = reason;
    },
    settle(batch) {
      written += batch.written;
      spilled += batch.spilled;
      lost += batch.lost;
      overflow = null;
    },
    inherit(count) {
      offered += count;
      lost += count;
    },
    orphan() {
      orphaned = spilled;
    },
    find(records, own) {
      const known = own ? Math.min(orphaned, records) : 0;
      orphaned -= known;
      offered += records - known;
      spilled += records - known;
    },
    replay(step) {
      // More than was spilled: a line of a batch that counts as lost did reach the disk.
      const [arrived, refused] = [Math.min(step.written, spilled), step.lost];
      spilled -= arrived;
      written += arrived;
      const gone = Math.min(refused, spilled);
      spilled -= gone;
      lost += gone;
    },
    state(next, reason) {
      state = next;
      problem = reason;
      if (next !== 'ok') return;
      lost += spilled;
      spilled = 0;
      orphaned = 0;
    },
    drop(count, reason) {
      lost += count;
      if (count > 0) overflow = reason;
    },
    loseImages(count) {
      imagesLost += count;
    },
    health: () => ({
      state: overflow === null ? state : 'losing',
      ...{ offered, written, waiting: waiting(), spilled, lost, imagesLost },
      problem: overflow ?? problem,
    }),
  };
}
