import type { StageResult } from './StageResult.ts';

/** The answer for one image, with all that led to it. */
export interface Decision {
  /** Probability of roadwork: finite, 0 to 1, never exactly 0.5. */
  readonly probability: number;
  /** `evidence`: from at least one stage. `prior`: no stage had any, so this is a guess. */
  readonly basis: 'evidence' | 'prior';
  /** What the stages said, in the order in which they ran. */
  readonly stages: readonly StageResult[];
  /** From the call to the decision, milliseconds. */
  readonly wallMs: number;
}
