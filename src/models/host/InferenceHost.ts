import type { InferenceHealth, SwapReport } from '../workers/InferencePool.ts';

/** Why an inference process ended. */
export type HostEndReason = 'closed' | 'crashed' | 'hung' | 'not-started';

/** The supervisor's end of one inference process. `startInferenceHost` starts it; restarting it is the supervisor's. */
export interface InferenceHost {
  readonly pid: number;
  /** Resolves once the release serves. @throws RC_INFERENCE_HOST_START_FAILED, and the process is ended */
  readonly ready: Promise<InferenceHealth>;
  /** Resolves when the process is gone; never rejects. */
  readonly ended: Promise<{ readonly reason: HostEndReason; readonly description: string }>;
  /** When anything came from it last. `clock.monotonicNs()`; it speaks every second once it is ready. */
  readonly heardNs: bigint;
  /** As it last said; null before it was ready. */
  readonly health: InferenceHealth | null;
  /** As it last said, bytes; 0 before. */
  readonly residentBytes: number;
  /**
   * As `InferencePool.swap`.
   * @throws RC_WORKERS_SWAP_FAILED, and the old release goes on; RC_INFERENCE_HOST_GONE when the process ends before
   */
  swap(folder: string): Promise<SwapReport>;
  /** Its metrics as text for Prometheus. @throws RC_INFERENCE_HOST_GONE */
  metrics(): Promise<string>;
  /** Asks it, rather than trusting its last pulse. @throws RC_INFERENCE_HOST_GONE */
  askHealth(): Promise<InferenceHealth>;
  /** Lets it answer what is running and end; after `limitMs` it is killed with its workers. Resolves when it is gone. */
  close(limitMs: number): Promise<void>;
  kill(): void;
}
