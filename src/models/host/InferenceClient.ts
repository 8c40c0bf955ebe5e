import type { Stage } from '../../contracts/Stage.ts';
import type { InferenceHealth } from '../workers/InferencePool.ts';
import type { Lane } from '../workers/Lane.ts';

/**
 * The miner's end of the inference process: the same stages that a pool has, over a socket. Survives restarts of that
 * process: what it was doing is given to the next one, while its time lasts.
 */
export interface InferenceClient {
  /** As `InferencePool.stageOf`. Never throws; without a process it waits for one until the deadline. */
  stage(lane: Lane): Stage;
  /**
   * `never`: no model has answered since the start of the miner. `loading`: one has, but none does at the moment.
   * `ready`: the inference process was heard of in the last seconds, and one of its workers answers.
   */
  state(): 'never' | 'loading' | 'ready';
  /** As the process last said; null before the first time. */
  health(): InferenceHealth | null;
  /** Requests that are not answered yet. */
  readonly inFlight: number;
  /** Resolves as soon as the state is `ready`. @throws the signal's reason; RC_INFERENCE_HOST_GONE when closed */
  whenReady(signal?: AbortSignal): Promise<void>;
  /** Gives up what is in flight, and ends the connection. The process goes on. Safe to call again. */
  close(): Promise<void>;
}
