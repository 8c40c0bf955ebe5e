/**
 * The share of incentive that each neuron gets from the weights of validators of equal stake: what a validator gives
 * above the median of all is cut off (Yuma consensus with κ = ½, `incentive = rank / Σ rank`), so that none can favour
 * a miner alone.
 *
 * Source: subtensor `pallets/subtensor/src/epoch`, weighted median and clipping; bonds and dividends do not matter here.
 * @param weights of each validator, a share for each neuron; each sums to 1
 * @returns shares that sum to 1; all 0 where nothing is agreed on
 */
export function agreeOnShares(weights: readonly (readonly number[])[]): number[] {
  const [first = []] = weights;
  if (weights.length < 2) return [...first];
  // The largest weight that validators with half of the stake give at least.
  const place = Math.ceil(weights.length / 2) - 1;
  const ranks = first.map((_, neuron) => {
    const given = weights.map((row) => row[neuron] ?? 0);
    const consensus = given.toSorted((a, b) => b - a)[place] ?? 0;
    return given.reduce((sum, weight) => sum + Math.min(weight, consensus), 0);
  });
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  return total === 0 ? ranks : ranks.map((rank) => rank / total);
}
