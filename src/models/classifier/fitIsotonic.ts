import type { Calibration } from '../../contracts/release.ts';
import { classifierError } from './errors.ts';
import { type WeightedLogit, weighLabels } from './weighLabels.ts';

/** Neighbours with one probability. */
interface Block {
  lowest: number;
  highest: number;
  weight: number;
  /** Weight of roadwork. */
  positive: number;
}

const share = ({ positive, weight }: Block): number => positive / weight;

/** Equal logits are one item: their probability is one number. */
function mergeTies(items: readonly WeightedLogit[]): Block[] {
  const blocks: Block[] = [];
  for (const { logit, label, weight } of items) {
    const last = blocks.at(-1);
    if (last?.highest === logit) {
      last.weight += weight;
      last.positive += weight * label;
    } else blocks.push({ lowest: logit, highest: logit, weight, positive: weight * label });
  }
  return blocks;
}

/** Pools each block with those before it that lie above it or level with it. */
function poolAdjacentViolators(blocks: readonly Block[]): Block[] {
  const pooled: Block[] = [];
  for (const block of blocks) {
    let current = { ...block };
    for (let last = pooled.at(-1); last && share(last) >= share(current); last = pooled.at(-1)) {
      pooled.pop();
      current = {
        lowest: last.lowest,
        highest: current.highest,
        weight: last.weight + current.weight,
        positive: last.positive + current.positive,
      };
    }
    pooled.push(current);
  }
  return pooled;
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955; Zadrozny & Elkan 2002), both classes counting
 * the same: among all rising functions the one with the least weighted squared error. The knots are the ends of the
 * pools, between which `applyCalibration` interpolates, as scikit-learn's `IsotonicRegression` does. No knot is more
 * certain than 1 / (n + 2) (Laplace's rule of succession): n images cannot show that something never happens.
 * @throws RC_CLASSIFIER_FIT_IMPOSSIBLE when a class is missing or all logits are equal; the errors of
 *   pairLabelsWithScores
 */
export function fitIsotonic(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
): Extract<Calibration, { method: 'isotonic' }> {
  const ties = mergeTies(weighLabels(logits, labels));
  if (ties.length < 2) {
    throw classifierError('RC_CLASSIFIER_FIT_IMPOSSIBLE', { problem: 'all logits are equal' });
  }
  const doubt = 1 / (logits.length + 2);
  const knots = poolAdjacentViolators(ties).flatMap((block) => {
    const probability = Math.min(1 - doubt, Math.max(doubt, share(block)));
    const ends = block.lowest === block.highest ? [block.lowest] : [block.lowest, block.highest];
    return ends.map((logit) => ({ logit, probability }));
  });
  return {
    method: 'isotonic',
    logits: knots.map(({ logit }) => logit),
    probabilities: knots.map(({ probability }) => probability),
  };
}
