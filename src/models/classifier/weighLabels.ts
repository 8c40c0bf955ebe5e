import { pairLabelsWithScores } from '../../support/statistics/pairLabelsWithScores.ts';
import { classifierError } from './errors.ts';

/** One validation image, as the fits see it. */
export interface WeightedLogit {
  readonly logit: number;
  readonly label: 0 | 1;
  readonly weight: number;
}

/**
 * Weighs every image so that both classes count the same: n / (2 · images of its class). What is then fitted by
 * weighted likelihood is the posterior for a prior of 0.5, whatever the share of roadwork in the validation data
 * (C. Elkan, "The foundations of cost-sensitive learning", IJCAI 2001, theorem 2). scikit-learn calls these weights
 * `balanced`. Shifting the logits by the log-odds of the share, as Saerens, Latinne & Decaestecker 2002 do, is the same
 * for a model with an intercept; a temperature has none, so only weights make all three methods alike.
 * @param logits finite
 * @param labels 0 or 1 per logit
 * @returns by rising logit
 * @throws RC_CLASSIFIER_FIT_IMPOSSIBLE when a class is missing, and the errors of pairLabelsWithScores
 */
export function weighLabels(logits: ArrayLike<number>, labels: ArrayLike<number>): WeightedLogit[] {
  const pairs = pairLabelsWithScores(labels, logits, 'finite').sort((a, b) => a.score - b.score);
  const positives = pairs.filter(({ label }) => label === 1).length;
  const negatives = pairs.length - positives;
  if (positives === 0 || negatives === 0) {
    const problem = `no image ${positives === 0 ? 'has' : 'lacks'} roadwork`;
    throw classifierError('RC_CLASSIFIER_FIT_IMPOSSIBLE', { problem });
  }
  return pairs.map(({ label, score }) => ({
    logit: score,
    label,
    weight: pairs.length / (2 * (label === 1 ? positives : negatives)),
  }));
}
