import type { StageId, StageResult } from './StageResult.ts';

/** Which stage looks next, and what their evidence adds up to. Both are pure. */
export interface DetectionPolicy {
  /**
   * @param results of the stages that ran for this image, in their order
   * @returns the stage to run next, or `null` to answer. A stage that is not there or ran already ends the walk, too.
   */
  next(results: readonly StageResult[]): StageId | null;
  /**
   * @param results as for `next`
   * @returns probability of roadwork, 0 to 1, for a prior of 0.5; `null` when no result carries evidence
   */
  combine(results: readonly StageResult[]): number | null;
}
