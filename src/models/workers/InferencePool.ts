import type { Stage } from '../../contracts/Stage.ts';
import type { StageResult } from '../../contracts/StageResult.ts';
import type { Lane } from './Lane.ts';
import type { WorkerReady } from './messages.ts';
import type { RestartReason } from './startWorkerGroup.ts';

/** How a pool of inference workers is doing, by what was seen of it. */
export interface InferenceHealth extends WorkerReady {
  /** `ok`: every worker is there and answers. `degraded`: some are. `down`: none is. */
  readonly state: 'ok' | 'degraded' | 'down';
  readonly workers: readonly {
    readonly pid: number;
    /** `silent`: nothing was heard of it for longer than it may be. */
    readonly state: 'idle' | 'busy' | 'silent';
    /** Since anything came from it. */
    readonly heardMsAgo: number;
    readonly residentBytes: number;
  }[];
  /** Workers that are being restarted. */
  readonly missing: number;
  readonly queued: number;
  readonly swapping: boolean;
  /** Why none comes up, in words. */
  readonly problem?: string;
}

/** How one release took over from another. */
export interface SwapReport {
  readonly from: string;
  readonly to: WorkerReady;
  /** Until the new workers were warm and had answered, milliseconds. */
  readonly startMs: number;
  /** Until the old workers had finished and were gone, milliseconds. */
  readonly drainMs: number;
}

export interface InferencePool {
  /** Looks at images with the release that serves at the moment; the same as `stageOf('challenge')`. */
  readonly stage: Stage;
  /** The stage for work of one lane. The stages share workers and queue. */
  stageOf(lane: Lane): Stage;
  /**
   * Lets another release take over: its workers start and prove themselves beside the old ones, then all new and
   * waiting images go to them, and the old ones end after what they are doing. Swaps happen one after another.
   * @param folder of the release
   * @throws RC_WORKERS_SWAP_FAILED, the old release then goes on; RC_WORKERS_CLOSED
   */
  swap(folder: string): Promise<SwapReport>;
  health(): InferenceHealth;
  /** Ends what is running, gives up what waits, ends the processes. Safe to call again. */
  close(): Promise<void>;
}

/** What a pool tells those who count. Nothing of it may throw. */
export interface InferenceObserver {
  answered(result: StageResult, wallMs: number): void;
  batch(size: number, wallMs: number): void;
  restarted(reason: RestartReason): void;
  swapped(outcome: 'done' | 'failed', wallMs: number): void;
}
