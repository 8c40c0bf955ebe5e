import { chooseWeights, type WeightOptions } from '../../../subnets/streetvision/validator/chooseWeights.ts';
import type { Random } from '../../../support/random/Random.ts';
import { agreeOnShares } from './agreeOnShares.ts';

export interface ShareOptions {
  /** Scores of ours: one for each moment and validator, those of a moment beside each other. */
  readonly ours: Float64Array;
  /** Scores from which those of the rivals are drawn. */
  readonly rivals: readonly { readonly count: number; readonly scores: Float64Array }[];
  readonly moments: number;
  /** That set weights of their own. */
  readonly validators: number;
  readonly weights: Omit<WeightOptions, 'halt'>;
  readonly random: Random;
}

/** The shares of one moment: ours, and what a rival of each group gets on average. */
export interface MomentShares {
  readonly ours: number;
  readonly rivals: readonly number[];
}

/** Sets weights at so many moments that have nothing to do with each other, and says who gets which share. */
export function simulateShares(options: ShareOptions): MomentShares[] {
  const { rivals, validators, weights, random } = options;
  const groups = rivals.flatMap(({ count }, group) => Array.from({ length: count }, () => group));
  return Array.from({ length: options.moments }, (_, moment) => {
    const given = Array.from({ length: validators }, (__, validator) => {
      const scores = [options.ours[moment * validators + validator] ?? 0];
      for (const group of groups) {
        const pool = rivals[group]?.scores ?? new Float64Array(1);
        scores.push(pool[random.int(0, pool.length - 1)] ?? 0);
      }
      return toShares(scores, weights);
    });
    const shares = agreeOnShares(given);
    const sums = rivals.map(() => 0);
    for (const [index, group] of groups.entries())
      sums[group] = (sums[group] ?? 0) + (shares[index + 1] ?? 0);
    return {
      ours: shares[0] ?? 0,
      rivals: sums.map((sum, group) => sum / Math.max(1, rivals[group]?.count ?? 1)),
    };
  });
}

/** Uid 0 is where validators burn; miners come after it. What is burned is nobody's share. */
function toShares(scores: readonly number[], weights: Omit<WeightOptions, 'halt'>): number[] {
  const shares = new Array<number>(scores.length).fill(0);
  const chosen = chooseWeights(
    scores.map((score, index) => ({ uid: index + 1, score })),
    weights,
  );
  const total = chosen.reduce((sum, { weight }) => sum + weight, 0);
  for (const { uid, weight } of chosen) if (uid > 0) shares[uid - 1] = weight / total;
  return shares;
}
