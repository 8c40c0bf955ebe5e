import type { Calibration } from '../../contracts/release.ts';
import { classifierError } from './errors.ts';
import { sigmoid } from './sigmoid.ts';
import { weighLabels } from './weighLabels.ts';

/** Where logits separate the classes without an error, the likelihood grows for ever; no further than this. */
const lowest = 0.01;
/** Where they hardly tell the classes apart, the best temperature grows without end; no further than this. */
const highest = 1_000;

/**
 * The temperature T that maximises the likelihood of σ(logit / T), both classes counting the same (Guo et al., "On
 * calibration of modern neural networks", ICML 2017, for one logit). In 1/T the loss is convex, and its derivative
 * Σ weight · logit · (σ(logit / T) − label) rises: its root is bisected to the last digit.
 * @returns 0.01 ≤ T ≤ 1000
 * @throws RC_CLASSIFIER_FIT_IMPOSSIBLE when a class is missing or higher logits do not mean roadwork; the errors of
 *   pairLabelsWithScores
 */
export function fitTemperature(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
): Extract<Calibration, { method: 'temperature' }> {
  const items = weighLabels(logits, labels);
  const slopeAt = (inverse: number): number =>
    items.reduce(
      (sum, { logit, label, weight }) => sum + weight * logit * (sigmoid(inverse * logit) - label),
      0,
    );
  if (slopeAt(0) >= 0) {
    throw classifierError('RC_CLASSIFIER_FIT_IMPOSSIBLE', {
      problem: 'a higher logit does not mean roadwork',
    });
  }
  let low = 1 / highest;
  let high = 1 / lowest;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (slopeAt(middle) < 0) low = middle;
    else high = middle;
  }
  return { method: 'temperature', temperature: Math.min(highest, Math.max(lowest, 1 / low)) };
}
