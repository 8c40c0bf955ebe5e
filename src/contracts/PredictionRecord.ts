import type { StageResult } from './StageResult.ts';

/**
 * What became of a request that was let in. `answered`: the caller got an answer that rests on evidence. `guessed`: it
 * got the prior. `late`: its time was over before there was an answer. `abandoned`: it hung up. `failed`: it got an
 * error.
 */
export const predictionOutcomes = ['answered', 'guessed', 'late', 'abandoned', 'failed'] as const;
export type PredictionOutcome = (typeof predictionOutcomes)[number];

/** Where a request came from: `challenge` from a validator through the axon, `rest` through the plain API. */
export const requestLanes = ['challenge', 'rest'] as const;
export type RequestLane = (typeof requestLanes)[number];

/** One request and all that led to its answer. Plain data: it travels between threads and processes and into databases. */
export interface PredictionRecord {
  /** UUID version 7: unique, and in the order of time. */
  readonly id: string;
  /** Wall clock when the headers were complete, milliseconds since 1970. */
  readonly at: number;
  readonly lane: RequestLane;
  /** SS58 address of the validator, or the name of the API token. */
  readonly caller: string;
  /** Of the validator's dendrite; `null` for `rest`. */
  readonly uuid: string | null;
  readonly outcome: PredictionOutcome;
  /** Probability of roadwork that was sent, 0 to 1, never 0.5; `null` where none was. */
  readonly probability: number | null;
  /** `classifier` or `classifier>text-gate>vlm`: the stages in the order in which they ran; empty where none did. */
  readonly path: string;
  /** Evidence and timings of every stage that ran. */
  readonly stages: readonly StageResult[];
  /** Of the stage that decided; `null` where none did. */
  readonly release: string | null;
  /** From complete headers to the answer, milliseconds. */
  readonly wallMs: number;
  /** What was left of the caller's time when the answer left, milliseconds; negative when it was over. */
  readonly deadlineLeftMs: number;
  /** SHA-256 of the encoded image, 64 hex digits; `null` where no image arrived. */
  readonly imageHash: string | null;
  /** `perceptualHash` of the decoded image, 16 hex digits; `null` where it was not decoded. */
  readonly perceptualHash: string | null;
  /** Of the encoded image; 0 where none arrived. */
  readonly imageBytes: number;
  /** Code of the error behind an outcome that is no answer, or behind a guess (`RC_IMAGING_…`). */
  readonly error: string | null;
}
