import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';

/** Whose images are kept: nobody's, those that the detector was not sure of, or all. */
export type ImagePrivacy = 'none' | 'uncertain' | 'all';

/**
 * Whether the privacy setting wants the image of a record. `uncertain` takes what a person could learn from: answers
 * strictly between 0.15 and 0.85 (where the first stage does not decide alone, ruling 7) and guesses.
 */
export function keepsImage(
  keep: ImagePrivacy,
  { outcome, probability }: Pick<PredictionRecord, 'outcome' | 'probability'>,
): boolean {
  if (keep !== 'uncertain') return keep === 'all';
  return outcome === 'guessed' || (probability !== null && probability > 0.15 && probability < 0.85);
}
