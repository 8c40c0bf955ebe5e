/** Where evidence comes from. One stage runs at most once for an image. */
export type StageId = 'classifier' | 'text-gate' | 'florence' | 'vlm' | 'thinking' | 'video' | 'burst';

/** What a stage says about roadwork in an image, with what it rests on. */
export interface Evidence {
  /** Probability of roadwork, 0 to 1, calibrated to a prior of 0.5. */
  readonly probability: number;
  /** The release that spoke, e.g. `starter-1`. */
  readonly release: string;
  /** What a person would want to see beside it: a logit, words that were read, a quality. Plain data. */
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Why a stage has no evidence. None of these is a vote of 0.5: `undecodable` image, `failed` stage, `late` (could not
 * finish before the deadline), `cancelled` by the caller, `overloaded` (the queue is full), `neutral` and
 * `not-understood` (it answered, but not about roadwork).
 */
export type NoEvidenceReason =
  | 'undecodable'
  | 'failed'
  | 'late'
  | 'cancelled'
  | 'overloaded'
  | 'neutral'
  | 'not-understood';

/** How long the parts of a stage took, milliseconds by part (`queue`, `decode`, `hash`, `preprocess`, `backbone`, `head`). */
export type StageTimings = Readonly<Record<string, number>>;

/** Evidence, or the reason why there is none. A stage never throws for an image or a deadline. */
export type StageResult =
  | {
      readonly stage: StageId;
      readonly outcome: 'evidence';
      readonly evidence: Evidence;
      readonly timings: StageTimings;
    }
  | {
      readonly stage: StageId;
      readonly outcome: 'none';
      readonly reason: NoEvidenceReason;
      /** The code of the error behind it (`RC_IMAGING_…`) and its sentence, where there is one. */
      readonly error?: { readonly code: string; readonly message: string };
      readonly timings: StageTimings;
    };
