import type { BinaryLabel } from '../../support/statistics/checkLabels.ts';

/** What a detector answered about one labelled image. */
export interface Prediction {
  /** As the manifest writes it. */
  readonly file: string;
  readonly label: BinaryLabel;
  readonly group: string | null;
  /** Of roadwork, 0 to 1. */
  readonly probability: number;
  /** Why the probability is a guess; `null` where it rests on evidence. */
  readonly unanswered: { readonly reason: string; readonly message: string } | null;
}

/** Validators round: above a half is roadwork. */
export const isRoadwork = (probability: number): 0 | 1 => (probability > 0.5 ? 1 : 0);
