import { roundHalfToEven } from '../../../support/statistics/roundHalfToEven.ts';
import { limitWeights } from './limitWeights.ts';

/** A weight as the chain takes it. */
export interface ChainWeight {
  readonly uid: number;
  /** 1 to 65,535. */
  readonly weight: number;
}

export interface WeightOptions {
  /** Of the subnet: with fewer weights above 0 all of it is burned. 1 by default. */
  readonly minAllowedWeights?: number;
  /** Of the subnet: the largest share, 0 to 1. 1 by default. */
  readonly maxWeightLimit?: number;
  /**
   * What validators do whatever the scores are: `burn` gives all to uid 0 (from 2026-05-06), `owner` all to the uid of
   * the subnet's owner (from 2026-05-07). Without it the scores decide.
   */
  readonly halt?: { readonly kind: 'burn' } | { readonly kind: 'owner'; readonly uid: number };
}

const largest = 65_535;
const burnUid = 0;

/**
 * The weights that a validator sets for its scores: in proportion to them, at most a share, and so that the largest is
 * 65,535. What rounds to 0 is left out. Where nobody has a score, or fewer have one than the subnet allows, all of it
 * goes to uid 0.
 *
 * Source: NATIX `natix/base/validator.py`, `set_weights`, and `natix/base/utils/weight_utils.py`, January and May 2026.
 * @param scores of all neurons, each uid once
 */
export function chooseWeights(
  scores: readonly { readonly uid: number; readonly score: number }[],
  { minAllowedWeights = 1, maxWeightLimit = 1, halt }: WeightOptions = {},
): ChainWeight[] {
  if (halt !== undefined) return [{ uid: halt.kind === 'burn' ? burnUid : halt.uid, weight: largest }];
  const positive = scores.filter(({ score }) => score > 0);
  if (positive.length === 0 || positive.length < minAllowedWeights)
    return [{ uid: burnUid, weight: largest }];
  const shares = limitWeights(
    positive.map(({ score }) => score),
    maxWeightLimit,
  );
  const top = shares.reduce((most, share) => Math.max(most, share), 0);
  return positive
    .map(({ uid }, index) => ({ uid, weight: roundHalfToEven(((shares[index] ?? 0) / top) * largest) }))
    .filter(({ weight }) => weight > 0);
}
