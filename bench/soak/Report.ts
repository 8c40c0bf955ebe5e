import type { BreakCounts } from './breakThings.ts';

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What a run of the soak found. */
export interface Report {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly loadAtStart: number };
  readonly settings: {
    readonly requests: number;
    readonly perSecond: number;
    readonly database: 'postgres' | 'sqlite';
    readonly release: string;
  };
  readonly seconds: number;
  readonly broken: BreakCounts;
  readonly sent: number;
  readonly answered: number;
  /** Reasons for challenges without an answer. */
  readonly failures: Readonly<Record<string, number>>;
  /** Milliseconds as validators see them. */
  readonly latencyMs: Quantiles;
  readonly records: {
    /** In the database at the end. */
    readonly written: number;
    /** Counted as lost: by recorders, and by the supervisor for miners that were killed. */
    readonly lost: number;
  };
  /** Resident memory of the supervisor and all its processes but the model workers, MiB, at even distances. */
  readonly memoryMb: readonly number[];
  /** From the second quarter of the run to the last, of their medians. */
  readonly memoryChange: number;
  readonly processesLeft: number;
  readonly verdicts: readonly { readonly name: string; readonly met: boolean; readonly found: string }[];
}
