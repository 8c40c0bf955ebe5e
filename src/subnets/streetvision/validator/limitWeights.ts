const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const epsilon = 1e-7;

/**
 * Scales weights to a sum of 1 and caps them at a share; what is above the cap goes to the others in proportion. Where
 * the cap is too small for that (their number times the cap is 1 or less), all get the same.
 *
 * Source: `normalize_max_weight` of NATIX's `natix/base/utils/weight_utils.py`, the same as the Bittensor SDK's.
 * @param weights at least one, 0 or more
 * @param limit above 0, up to 1
 */
export function limitWeights(weights: readonly number[], limit: number): number[] {
  const total = sumOf(weights);
  if (total === 0 || weights.length * limit <= 1) return weights.map(() => 1 / weights.length);
  const shares = weights.map((weight) => weight / total).sort((a, b) => a - b);
  const { length } = shares;
  if ((shares.at(-1) ?? 0) <= limit) return weights.map((weight) => weight / total);
  // The smallest shares keep their proportion; from the first that would be above the limit if all larger ones were
  // cut down to it, shares are cut.
  let sum = 0;
  let kept = 0;
  let keptSum = 0;
  for (const [index, share] of shares.entries()) {
    sum += share;
    if (share / ((length - index - 1) * share + sum + epsilon) < limit) {
      kept += 1;
      keptSum = sum;
    }
  }
  const cutoff = ((limit * keptSum - epsilon) / (1 - limit * (length - kept))) * total;
  const cut = weights.map((weight) => Math.min(weight, cutoff));
  const cutTotal = sumOf(cut);
  return cut.map((weight) => weight / cutTotal);
}
