/** A child process as the supervisor sees it. `InferenceHost` has this shape, too. */
export interface RunningProcess {
  readonly pid: number;
  /** Resolves once it can do its work. Rejects with the error that says why not; the process is then ended. */
  readonly ready: Promise<unknown>;
  /** Resolves when the process is gone and all that it said was read; never rejects. */
  readonly ended: Promise<{ readonly description: string }>;
  /** When anything came from it last. `clock.monotonicNs()`; it speaks every second once it is ready. */
  readonly heardNs: bigint;
  /** As it last said, bytes; 0 before. */
  readonly residentBytes: number;
  /** Its metrics in the text exposition format. @throws when it is gone */
  metrics(): Promise<string>;
  /** Lets it finish; after `limitMs` it is killed. Resolves when it is gone. */
  close(limitMs: number): Promise<void>;
  kill(): void;
}

/** Why a process ended that was not asked to. */
export type RestartReason = 'crashed' | 'hung' | 'not-started';

/** One row of the process table: all that the supervisor knows about a kind of process. */
export interface ProcessRow<Running extends RunningProcess = RunningProcess> {
  /** In logs, metrics and `/status`. */
  readonly name: string;
  /** Without it the miner is of no use: its state counts for health, and its end at the start is a failure. */
  readonly critical: boolean;
  start(): Running;
  /** Each time after `ready`. What it throws counts as a failed start. */
  readonly onReady?: (running: Running) => Promise<void> | void;
  /** Each time after `ended`, before the next start, whether it was asked to end or not. */
  readonly onEnded?: (running: Running) => void;
  /** Silence after which a ready process counts as stuck and is killed, milliseconds. */
  readonly hangMs: () => number;
  /** Time to become ready, milliseconds. */
  readonly startMs: number;
  /** Time to end when asked, milliseconds. */
  readonly closeMs: () => number;
}
